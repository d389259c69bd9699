// What the signaling client takes from a page, for Node: XMLHttpRequest by fetch, and WebSocket unless told otherwise.
import WebSocket from 'ws';

class XMLHttpRequest {
  readyState = 0;
  status = 0;
  responseText = '';
  withCredentials = false;
  onreadystatechange = null;
  #headers = {};
  #aborting = new AbortController();

  open(method, url) { Object.assign(this, { method, url, readyState: 1 }); }
  setRequestHeader(name, value) { this.#headers[name] = value; }
  abort() { this.#aborting.abort(); }
  async send(body) {
    try {
      const response = await fetch(this.url, { method: this.method, headers: this.#headers, body: body ?? undefined, signal: this.#aborting.signal });
      this.responseText = await response.text();
      this.status = response.status;
    } catch {
      this.status = 0;
    }
    this.readyState = 4;
    this.onreadystatechange?.();
  }
}

globalThis.window = globalThis;
globalThis.location ??= { protocol: 'https:', hostname: 'localhost', port: '', href: 'https://localhost/' };
globalThis.addEventListener ??= () => {};
globalThis.XMLHttpRequest = XMLHttpRequest;
if (process.env.DROPPOINT_WITHOUT_WEBSOCKET) delete globalThis.WebSocket;
else globalThis.WebSocket = WebSocket;
