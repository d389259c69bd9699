// A served cloud for one test file: the program in a state directory of its own, on a free port.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..');
export const program = process.env.DROPPOINT_PROGRAM ?? path.join(root, 'build/release/droppoint');
export const fixture = (name) => readFile(path.join(root, 'fixtures', name), 'utf8');

export async function serve(...options) {
  const folder = await mkdtemp(path.join(tmpdir(), 'droppoint-'));
  const infoFile = path.join(folder, 'connection-info.json');
  const child = spawn(
    program,
    ['serve', '--port', '0', '--state-dir', path.join(folder, 'state'), '--connection-info', infoFile, ...options],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (text) => { log += text; });
  const first = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`droppoint ended with ${code}: ${log}`)));
  });
  const ready = /^droppoint: ready https:\/\/(?:\[[^\]]+\]|[^:]+):(\d+)$/.exec(first);
  if (!ready) throw new Error(`unexpected first line: ${first}`);
  const info = JSON.parse(await readFile(infoFile, 'utf8'));
  const ca = info.ca_certificate_pem;
  const port = Number(ready[1]);

  // A control call: the status and the parsed body.
  const control = (method, target, body) => new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const request = https.request(
      { host: '127.0.0.1', port, ca, method, path: `/_droppoint/v1${target}`, headers: text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {} },
      (response) => {
        let answer = '';
        response.on('data', (chunk) => { answer += chunk; });
        response.on('end', () => resolve({ status: response.statusCode, body: answer ? JSON.parse(answer) : undefined }));
      },
    );
    request.on('error', reject);
    request.end(text);
  });

  return {
    info, ca, port, control, folder,
    log: () => log,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
      child.kill('SIGTERM');
      const result = await ended;
      await rm(folder, { recursive: true, force: true });
      return result;
    },
  };
}
