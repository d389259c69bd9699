// What the tests of APNs share: provider tokens, certificates, and a client that sends a request as it is told.
import { createPrivateKey, sign } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http2 from 'node:http2';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { run } from './run.mjs';
import { serve } from './served.mjs';

export const APP = 'com.example.droppoint';
export const PRODUCTION = 'api.push.apple.com';
export const SANDBOX = 'api.sandbox.push.apple.com';

// A served cloud with that configuration, and a folder for files beside it.
export async function serveWith(config, ...options) {
  const folder = await mkdtemp(path.join(tmpdir(), 'droppoint-apns-'));
  const file = path.join(folder, 'cloud.json');
  await writeFile(file, JSON.stringify(config));
  const cloud = await serve('--config', file, ...options);
  return {
    ...cloud,
    files: folder,
    stop: async () => {
      await cloud.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function phone(cloud, name, extra = {}) {
  const made = await cloud.control('PUT', `/devices/${name}`, { platform: 'ios', app: APP, state: 'background', ...extra });
  if (made.status >= 300) throw new Error(JSON.stringify(made));
  return (await cloud.control('GET', `/devices/${name}`)).body.tokens;
}

export async function received(cloud, name) {
  return (await cloud.control('GET', `/devices/${name}/notifications`)).body;
}

const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

// A provider token; `header` and `claims` win over what is usual.
export function providerToken(cloud, { age = 0, header = {}, claims = {}, key = cloud.info.apns.private_key } = {}) {
  const text = `${part({ alg: 'ES256', kid: cloud.info.apns.key_id, ...header })}.${part({ iss: cloud.info.apns.team_id, iat: Math.floor(Date.now() / 1000) - age, ...claims })}`;
  const signature = sign('sha256', Buffer.from(text), { key: createPrivateKey(key), dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

// A TLS client certificate and its key as files, made by openssl; RSA, since node-apn reads no other.
export async function certificate(folder, name, { subject = `/UID=${APP}/CN=Apple Push Services: ${APP}`, development = true, production = true, topics = [] } = {}) {
  const key = path.join(folder, `${name}.key.pem`);
  const cert = path.join(folder, `${name}.cert.pem`);
  const config = path.join(folder, `${name}.cnf`);
  const lines = ['[req]', 'distinguished_name = dn', 'x509_extensions = ext', 'prompt = no', '[dn]', 'CN = unused', '[ext]', 'keyUsage = digitalSignature'];
  if (development) lines.push('1.2.840.113635.100.6.3.1 = DER:05:00');
  if (production) lines.push('1.2.840.113635.100.6.3.2 = DER:05:00');
  if (topics.length > 0) lines.push('1.2.840.113635.100.6.3.6 = ASN1:SEQUENCE:topics', '[topics]', ...topics.flatMap((topic, index) => [`t${index} = UTF8:${topic}`, `u${index} = SEQUENCE:types`]), '[types]', 'name = UTF8:app');
  await writeFile(config, `${lines.join('\n')}\n`);
  const made = await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-config', config, '-subj', subject, '-keyout', key, '-out', cert]);
  if (made.code !== 0) throw new Error(made.stderr);
  return { key, cert, pem: { key: await readFile(key), cert: await readFile(cert) } };
}

// One HTTP/2 connection under the name of one of Apple's hosts, as a hosts file would make it.
export function connect(cloud, { host = PRODUCTION, client = {} } = {}) {
  const session = http2.connect(`https://${host}`, {
    createConnection: () => tls.connect({ host: '127.0.0.1', port: cloud.port, servername: host, ca: cloud.ca, ALPNProtocols: ['h2'], ...client }),
  });
  session.on('error', () => {});
  return session;
}

// Sends and waits for the whole answer: { status, headers, text }. A header whose value is a list is sent repeatedly.
export function exchange(session, headers, body) {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers, { endStream: body === undefined });
    let answer;
    let text = '';
    stream.on('response', (fields) => { answer = fields; });
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => { text += chunk; });
    stream.on('end', () => resolve({ status: answer?.[':status'], headers: answer, text }));
    stream.on('error', reject);
    if (body !== undefined) stream.end(body);
  });
}
