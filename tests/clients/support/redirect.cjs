// Sends this process' connections to Google's names to the emulator, as a hosts file would, but to any port. The
// requests themselves stay as the SDK makes them, `:scheme: https:` included.
const http2 = require('node:http2');
const tls = require('node:tls');

const port = Number(process.env.DROPPOINT_PORT);
const ours = (host) => /(^|\.)googleapis\.com$/.test(host ?? '');

const connectTls = tls.connect;
tls.connect = (...args) => {
  const options = typeof args[0] === 'object' ? args[0] : { port: args[0], host: args[1] };
  if (!ours(options.host) && !ours(options.servername)) return connectTls(...args);
  const callback = args.find((argument) => typeof argument === 'function');
  return connectTls({ ...options, host: '127.0.0.1', port, servername: options.servername || options.host }, callback);
};

const connectHttp2 = http2.connect;
http2.connect = (authority, options, listener) => {
  const url = new URL(authority);
  if (!ours(url.hostname)) return connectHttp2(authority, options, listener);
  return connectHttp2(authority, {
    ...options,
    createConnection: () => connectTls({ host: '127.0.0.1', port, servername: url.hostname, ALPNProtocols: ['h2'] }),
  }, listener);
};
