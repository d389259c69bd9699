// Whatever comes in: a clear answer in the service's own form or a closed connection, and the server goes on.
import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { run } from './support/run.mjs';
import { program, serve } from './support/served.mjs';

let cloud;
before(async () => { cloud = await serve(); });
after(async () => { await cloud.stop(); });
afterEach(async () => {
  const { status, body } = await cloud.control('GET', '/health');
  assert.equal(status, 200);
  assert.equal(body.status, 'ok');
});

// Sends bytes and gives what came back until the server closed.
function raw(bytes, { end = true } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(cloud.port, '127.0.0.1', () => {
      socket.write(bytes);
      if (end) socket.end();
    });
    let answer = Buffer.alloc(0);
    socket.on('data', (chunk) => { answer = Buffer.concat([answer, chunk]); });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (error.code === 'ECONNRESET' ? resolve(answer) : reject(error)));
  });
}

async function ask(method, target, { headers = {}, body, host = '127.0.0.1' } = {}) {
  const names = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const result = await run('curl', ['-sS', '-X', method, '-H', `Host: ${host}`, ...names, ...(body === undefined ? [] : ['--data-binary', '@-']),
    '-w', '\n%{http_code}', `http://127.0.0.1:${cloud.port}${target}`], { input: body });
  const lines = result.stdout.split('\n');
  return { status: Number(lines.pop()), body: lines.join('\n') };
}

test('bytes of no protocol are answered 400 or closed', async () => {
  for (const bytes of [Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]), Buffer.from('hello\r\n\r\n'), Buffer.alloc(5000, 0xff), Buffer.from('GET\r\n\r\n')]) {
    const answer = (await raw(bytes)).toString('latin1');
    assert.match(answer, /^(HTTP\/1\.1 4\d\d |$)/);
  }
});

test('half a TLS handshake and a cut HTTP/2 preface are closed', async () => {
  assert.ok((await raw(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]))).length < 64);
  const cut = await raw(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM'));
  assert.ok(!cut.toString('latin1').includes('200 OK'));
});

test('oversized headers and bodies are refused by status', async () => {
  const flood = (await raw(Buffer.from(`GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(30000)}\r\n`))).toString('latin1');
  assert.match(flood, /^(HTTP\/1\.1 431 |$)/);
  const large = await ask('POST', '/droppoint-hub/messages/?direct&api-version=2015-04', { body: Buffer.alloc(20 << 20, 0x61).toString() });
  assert.ok([413, 0].includes(large.status), String(large.status));
});

test('each service answers nonsense in its own form', async () => {
  const arm = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/droppoint/providers/Microsoft.Communication/CommunicationServices/droppoint-acs/linkNotificationHub?api-version=2020-08-20-preview';
  const token = `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`;
  const json = { 'content-type': 'application/json' };
  const cases = [
    ['ARM without token', await ask('POST', arm, { body: '{}' }), 401, /"code":\s*"AuthenticationFailed"/],
    ['ARM, a token that is none', await ask('POST', arm, { headers: { authorization: 'Bearer nonsense' }, body: '{}' }), 401, /"error"/],
    ['ARM, broken JSON', await ask('POST', arm, { headers: { authorization: token, ...json }, body: "{'connectionString': " }), 400, /"error"/],
    ['ARM, unknown path', await ask('GET', '/providers/Microsoft.Nothing/things?api-version=2020-01-01', { headers: { authorization: token } }), 404, /"error"/],
    ['Entra, wrong secret', await ask('POST', '/common/oauth2/v2.0/token', { body: 'grant_type=client_credentials&client_id=x&client_secret=y&scope=z' }), 400, /AADSTS|invalid/],
    ['hub without SAS', await ask('POST', '/droppoint-hub/messages/?direct&api-version=2015-04', { body: '{}' }), 401, /<Error><Code>401<\/Code>/],
    ['hub, SAS that is none', await ask('POST', '/droppoint-hub/messages/?direct&api-version=2015-04', { headers: { authorization: 'SharedAccessSignature nonsense' }, body: '{}' }), 401, /<Error><Code>401<\/Code>/],
    ['identity without HMAC', await ask('POST', '/identities?api-version=2023-10-01', { host: 'droppoint-acs.communication.azure.com' }), 401, /"error"/],
    ['APNs without token', await ask('POST', `/3/device/${'ab'.repeat(32)}`, { body: '{}' }), 403, /"reason":\s*"MissingProviderToken"/],
    ['APNs, another method', await ask('GET', `/3/device/${'ab'.repeat(32)}`), 405, /"reason":\s*"MethodNotAllowed"/],
    ['FCM without token', await ask('POST', '/v1/projects/droppoint-project/messages:send', { headers: json, body: '{' }), 401, /UNAUTHENTICATED/],
    ['FCM OAuth, an assertion that is none', await ask('POST', '/token', { body: 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=a.b.c' }), 400, /invalid_grant/],
    ['control, broken JSON', await ask('POST', '/_droppoint/v1/calls', { headers: json, body: '{' }), 400, /"code"/],
    ['control, unknown path', await ask('GET', '/_droppoint/v1/nothing'), 404, /"NotFound"/],
    ['control, another host', await ask('GET', '/_droppoint/v1/health', { host: 'evil.example' }), 403, /"HostNotAllowed"/],
    ['control, another origin', await ask('GET', '/_droppoint/v1/health', { headers: { origin: 'https://evil.example' } }), 403, /"OriginNotAllowed"/],
    ['a path of nobody', await ask('GET', '/nothing/here'), 404, /no emulated service/],
  ];
  for (const [name, answer, status, form] of cases) {
    assert.equal(answer.status, status, `${name}: ${answer.body}`);
    assert.match(answer.body, form, name);
  }
});

test('what keeps the program from starting is one line and exit code 2', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'droppoint-'));
  try {
    const file = path.join(folder, 'not-a-folder');
    await writeFile(file, '');
    const config = path.join(folder, 'cloud.yaml');
    await writeFile(config, 'cloud:\n  editon: current\n');
    const cases = [
      [['--port', String(cloud.port), '--state-dir', path.join(folder, 'a')], /port/i],
      [['--port', '0', '--state-dir', path.join(file, 'below')], /not-a-folder/],
      [['--port', '0', '--state-dir', path.join(folder, 'b'), '--config', config], /cloud\.yaml:2:3: .*did you mean 'edition'/],
      [['--port', '0', '--state-dir', path.join(folder, 'c'), '--clock', 'slow'], /slow/],
      [['--port', '0', '--state-dir', path.join(folder, 'c'), '--clock-start', '1700-01-01'], /1970/],
      [['--port', '0', '--state-dir', path.join(folder, 'c'), '--config', folder], /cannot be read/],
      [['--port', '0', '--state-dir', path.join(folder, 'd'), '--journal', path.join(file, 'x.db')], /x\.db/],
      [['--prot', '0'], /--prot/],
    ];
    for (const [options, line] of cases) {
      const result = await run(program, ['serve', ...options]);
      assert.equal(result.code, 2, `${options}: ${result.stderr}`);
      assert.match(result.stderr, line);
      assert.equal(result.stderr.trim().split('\n').length, 1, result.stderr);
      assert.match(result.stderr, /^droppoint: /);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a start that finds its port in use leaves no run in the journal', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'droppoint-'));
  try {
    const journal = path.join(folder, 'session.db');
    const result = await run(program, ['serve', '--port', String(cloud.port), '--state-dir', path.join(folder, 'a'), '--journal', journal]);
    assert.equal(result.code, 2);
    await assert.rejects(stat(journal), { code: 'ENOENT' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('the clock does not go back or past its end, and the cloud goes on', async () => {
  for (const by of ['2562047h', '-5m', '1600000h']) {
    const { status, body } = await cloud.control('POST', '/clock/advance', { by });
    assert.equal(status, 400, by);
    assert.ok(body.error.message, by);
  }
  assert.equal((await cloud.control('PUT', '/clock', { mode: 'manual', now: '2250-01-01T00:00:00Z' })).status, 400);
  assert.equal((await cloud.control('POST', '/calls', { from: 'bob', to: 'nobody' })).status, 201);
});

test('what is not emulated says so', async () => {
  const { status, body } = await ask('POST', '/api/events', { host: 'topic.westeurope-1.eventgrid.azure.net', body: '[]' });
  assert.equal(status, 501);
  assert.equal(JSON.parse(body).error.code, 'NotImplemented');
});

test('a wait ends with the reset of what it waits for', async () => {
  await cloud.control('PUT', '/clock', { mode: 'manual' });
  await cloud.control('PUT', '/devices/late', { platform: 'ios', app: 'com.example.droppoint', user: 'late', state: 'offline' });
  const call = await cloud.control('POST', '/calls', { from: 'bob', to: 'late' });
  assert.equal(call.body.verdict.state, 'pending');
  const waiting = cloud.control('GET', `/traces/${call.body.trace}?wait=verdict&timeout=60s`);
  await cloud.control('POST', '/reset', {});
  const { status, body } = await waiting;
  assert.equal(status, 404);
  assert.match(body.error.message, /reset/);
});

test('HEAD /health is for those who wait for a start', async () => {
  const answer = (await raw(Buffer.from(`HEAD /_droppoint/v1/health HTTP/1.1\r\nHost: 127.0.0.1:${cloud.port}\r\nConnection: close\r\n\r\n`), { end: false })).toString('latin1');
  assert.match(answer, /^HTTP\/1\.1 200 /);
});

test('another loopback address is told as it is', async () => {
  for (const host of ['127.0.0.5', '::1']) {
    const other = await serve('--host', host);
    try {
      assert.equal(other.info.endpoint, `https://${host === '::1' ? '[::1]' : host}:${other.port}/`);
    } finally {
      await other.stop();
    }
  }
});

test('what cannot be asked of traces and hops is refused, not ignored', async () => {
  for (const query of ['drop_point=4', 'kind=zz', 'cause=nosuch', 'limit=0', 'limit=100000', 'foo=1', 'verdict=lost']) {
    const { status, body } = await cloud.control('GET', `/traces?${query}`);
    assert.equal(status, 400, query);
    assert.equal(body.error.code, 'InvalidQuery', query);
  }
  assert.equal((await cloud.control('GET', '/hops?frm=client')).status, 400);
  assert.equal((await cloud.control('GET', '/traces?drop_point=1&kind=incoming-call&cause=hub-not-linked&limit=1000')).status, 200);
});

test('a page of an allowed origin may call the control API, another may not', async () => {
  const other = await serve('--allow-origin', 'http://localhost:5173');
  try {
    const call = async (method, origin, headers = []) => {
      const result = await run('curl', ['-sS', '-i', '-X', method, '-H', `Origin: ${origin}`, ...headers.flatMap((header) => ['-H', header]), `http://127.0.0.1:${other.port}/_droppoint/v1/clock`]);
      return result.stdout;
    };
    const preflight = await call('OPTIONS', 'http://localhost:5173', ['Access-Control-Request-Method: PUT']);
    assert.match(preflight, /^HTTP\/1\.1 204 /);
    assert.match(preflight, /access-control-allow-origin: http:\/\/localhost:5173\r/i);
    assert.match(preflight, /access-control-allow-methods: .*PUT/i);
    assert.match(await call('GET', 'http://localhost:5173'), /^HTTP\/1\.1 200 [^]*access-control-allow-origin: http:\/\/localhost:5173\r/i);
    const refused = await call('GET', 'http://localhost:5174');
    assert.match(refused, /^HTTP\/1\.1 403 /);
    assert.doesNotMatch(refused, /access-control/i);
  } finally {
    await other.stop();
  }
});

test('time does not skip to the end of a patience that is the caller\'s own', async () => {
  const other = await serve('--clock', 'skip', '--clock-start', '2026-01-01');
  try {
    await other.control('POST', '/faults', { from: 'client', to: 'apns', drop: true });
    const dropped = await run('curl', ['-sS', '-m', '1', '-X', 'POST', '-H', 'Host: api.push.apple.com', '-d', '{}', `http://127.0.0.1:${other.port}/3/device/aa`]);
    assert.equal(dropped.code, 28);
    assert.match((await other.control('GET', '/clock')).body.now, /^2026-01-01T/);
  } finally {
    await other.stop();
  }
});

test('what a call or a message does not have is refused, with what was meant', async () => {
  const call = await cloud.control('POST', '/calls', { from: 'ann', to: 'bob', vidoe: true });
  assert.equal(call.status, 400);
  assert.deepEqual([call.body.error.message, call.body.error.hint], ['A call has no "vidoe".', "did you mean 'video'?"]);
  const message = await cloud.control('POST', '/chat/messages', { from: 'ann', to: 'bob', contents: 'hi', content: 'hi' });
  assert.equal(message.status, 400);
  assert.match(message.body.error.message, /"contents"/);
});

test('the log names a host that this cloud does not have', async () => {
  const asked = await run('curl', ['-sS', '-m', '5', '-H', 'Host: nobody.communication.azure.com', `http://127.0.0.1:${cloud.port}/identities`]);
  assert.notEqual(asked.code, 0);
  while (!cloud.log().includes('nobody.communication.azure.com/identities: this cloud has no resource of that host')) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
