// A served session is in its journal file, and replays without a difference.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { run } from './support/run.mjs';
import { program, serve } from './support/served.mjs';

let folder;
before(async () => { folder = await mkdtemp(path.join(tmpdir(), 'droppoint-')); });
after(async () => { await rm(folder, { recursive: true, force: true }); });

test('a session with faults, waits and clock moves is kept and replays the same', async () => {
  const file = path.join(folder, 'session.db');
  const cloud = await serve('--journal', file, '--clock', 'manual', '--seed', '5');
  await cloud.control('PUT', '/devices/alice-iphone', { platform: 'ios', app: 'com.example.droppoint', user: 'alice', state: 'background' });
  await cloud.control('POST', '/calls', { from: 'bob', to: 'alice' });
  const { body: fault } = await cloud.control('POST', '/faults', { to: 'apns', match: { path: '/3/device/*' }, times: 1, respond: { status: 410, body: { reason: 'Unregistered', timestamp: 1 } } });
  assert.equal(fault.id, 'f1');
  const { body: fallen } = await cloud.control('POST', '/calls', { from: 'bob', to: 'alice' });
  assert.equal(fallen.verdict.cause, 'unregistered');
  await cloud.control('POST', '/clock/advance', { by: '1h' });
  await cloud.control('DELETE', '/links/droppoint-acs');
  await cloud.control('POST', '/clock/advance', { by: '10m' });
  const { body: unlinked } = await cloud.control('POST', '/calls', { from: 'bob', to: 'alice' });
  assert.equal(unlinked.verdict.cause, 'hub-not-linked');
  const dropped = await cloud.control('GET', '/traces?verdict=dropped&drop_point=1');
  assert.deepEqual(dropped.body.traces.map((trace) => trace.id), [unlinked.trace]);
  const ended = await cloud.stop();
  assert.deepEqual(ended, { code: 0, signal: null });

  const replayed = await run(program, ['replay', file]);
  assert.equal(replayed.code, 0, replayed.stdout + replayed.stderr);
  const inspected = await run(program, ['inspect', file, '--dropped']);
  assert.match(inspected.stdout, /dropped at 2: unregistered/);
  assert.match(inspected.stdout, /dropped at 1: hub-not-linked/);
  const explained = await run(program, ['inspect', file, '--trace', unlinked.trace]);
  assert.match(explained.stdout, /dropped\[hub-not-linked\]/);
  const one = await run(program, ['export', file, '--format', 'json']);
  assert.equal(JSON.parse(one.stdout).seed, 5);
});

test('two runs of one seed export the same bytes', async () => {
  const exports = [];
  for (const name of ['a.db', 'b.db']) {
    const file = path.join(folder, name);
    const cloud = await serve('--journal', file, '--clock', 'manual', '--clock-start', '2026-01-01T00:00:00Z', '--seed', '9');
    await cloud.control('PUT', '/devices/carol-pixel', { platform: 'android', app: 'com.example.droppoint', user: 'carol', state: 'background' });
    await cloud.control('POST', '/calls', { from: 'bob', to: 'carol' });
    await cloud.control('POST', '/clock/advance', { by: '1m' });
    await cloud.stop();
    exports.push((await run(program, ['export', file])).stdout);
  }
  // The port of the listener is in what clients sent (`Host`); nothing else may differ.
  const [a, b] = exports.map((text) => text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'));
  assert.equal(a, b);
});

test('env prints for a served cloud what serve --print-env does, and says so where there is none', async () => {
  const cloud = await serve();
  const state = path.join(folder, 'state');
  try {
    await mkdir(state, { recursive: true });
    const lines = (await run(program, ['env', '--port', String(cloud.port), '--state-dir', state])).stdout;
    for (const name of ['DROPPOINT_ENDPOINT', 'COMMUNICATION_SERVICES_CONNECTION_STRING', 'NOTIFICATION_HUB_CONNECTION_STRING', 'NOTIFICATION_HUB_NAME', 'AZURE_AUTHORITY_HOST', 'GOOGLE_APPLICATION_CREDENTIALS', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']) {
      assert.match(lines, new RegExp(`^export ${name}='.+'$`, 'm'));
    }
  } finally {
    await cloud.stop();
  }
  const none = await run(program, ['env', '--port', '1']);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /^droppoint: no Droppoint answers on port 1/);
});
