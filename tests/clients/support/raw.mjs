// Requests without an SDK, over HTTP/1.1 and over HTTP/2: { status, headers, body }, the body as text.
import http2 from 'node:http2';
import https from 'node:https';

export const overHttp1 = ({ port, ca }) => (method, path, headers = {}, body = '') => new Promise((resolve, reject) => {
  const request = https.request({ host: '127.0.0.1', port, ca, servername: 'fcm.googleapis.com', method, path, headers: { host: 'fcm.googleapis.com', ...headers } }, (response) => {
    let text = '';
    response.on('data', (chunk) => { text += chunk; });
    response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
  });
  request.on('error', reject);
  request.end(body);
});

// One connection for each call of the outer function; `close` ends it.
export function overHttp2({ port, ca }) {
  const session = http2.connect(`https://127.0.0.1:${port}`, { ca, servername: 'fcm.googleapis.com' });
  session.on('error', () => {});
  const ask = (method, path, headers = {}, body = '') => new Promise((resolve, reject) => {
    const stream = session.request({ ':method': method, ':path': path, ':authority': 'fcm.googleapis.com', ...headers }, { endStream: !body });
    let status;
    let received;
    let text = '';
    stream.on('response', (answer) => { status = answer[':status']; received = answer; });
    stream.on('data', (chunk) => { text += chunk; });
    stream.on('end', () => resolve({ status, headers: received, body: text }));
    stream.on('error', reject);
    if (body) stream.end(body);
  });
  ask.close = () => session.close();
  return ask;
}
