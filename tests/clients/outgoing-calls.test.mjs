// What a served cloud calls by itself: it takes no time on a clock that somebody holds, and a replay needs nobody.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { CallAutomationClient } from '@azure/communication-call-automation';
import { program, serve } from './support/served.mjs';

const run = promisify(execFile);

// A web server of the developer's that takes its time.
async function slowServer(milliseconds) {
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => setTimeout(() => response.writeHead(200).end(), milliseconds).unref());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}/hook`, close: () => { server.close(); server.closeAllConnections(); } };
}

// In clear text: each cloud here has a certificate authority of its own.
function clientOf(cloud) {
  const key = /accesskey=(.*)$/.exec(cloud.info.communication_services['droppoint-acs'].connection_string)[1];
  const connection = `endpoint=${cloud.info.http_endpoint};accesskey=${key}`;
  return new CallAutomationClient(connection, { allowInsecureConnection: true });
}

// Rings a bot, which answers by Call Automation. The call's trace.
async function answered(cloud, hook) {
  const { body } = await cloud.control('POST', '/calls', { from: 'ann', to: 'bot' });
  const ringing = (await cloud.control('GET', `/calls/${body.call}`)).body;
  const client = clientOf(cloud);
  await client.answerCall(ringing.to[0].incoming_call_context, hook);
  return body.trace;
}
const toWebhooks = async (cloud, trace) =>
  (await cloud.control('GET', `/traces/${trace}`)).body.hops.filter((hop) => hop.to === 'webhook');

for (const clock of ['manual', 'real', 'skip']) {
  test(`a session with webhooks replays without them (${clock} clock)`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'droppoint-outgoing-'));
    const journal = path.join(folder, 'session.db');
    const server = await slowServer(150);
    const cloud = await serve('--journal', journal, '--clock', clock);
    try {
      const trace = await answered(cloud, server.url);
      const before = (await cloud.control('GET', '/clock')).body.now;
      const advanced = await cloud.control('POST', '/clock/advance', { by: '10m' });
      assert.equal(advanced.status, 200);
      if (clock === 'manual') assert.equal(Date.parse(advanced.body.now) - Date.parse(before), 600_000);
      for (;;) {
        const hops = await toWebhooks(cloud, trace);
        if (hops.length === 2 && hops.every((hop) => hop.answered_at)) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const hops = await toWebhooks(cloud, trace);
      if (clock === 'manual') for (const hop of hops) assert.equal(hop.answered_at, hop.sent_at);
    } finally {
      await cloud.stop();
      server.close();
    }
    const { stdout } = await run(program, ['replay', journal]);
    assert.match(stdout, /^same: \d+ stimuli, \d+ hops\n$/);
    await rm(folder, { recursive: true, force: true });
  });
}

test('a session that ends while a webhook holds the clock replays, and so does one with slow deliveries', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'droppoint-outgoing-'));
  const never = await slowServer(600_000);
  const slow = await slowServer(100);
  const sessions = {
    hanging: async (cloud) => {
      await answered(cloud, never.url);
      // Ended by the stop below, with an answer.
      assert.equal((await cloud.control('POST', '/clock/advance', { by: '10m' })).status, 409);
    },
    delayed: async (cloud) => {
      await cloud.control('POST', '/faults', { from: 'communication-services', to: 'webhook', delay: '5s' });
      await answered(cloud, slow.url);
      assert.equal((await cloud.control('POST', '/clock/advance', { by: '10m' })).status, 200);
    },
  };
  for (const [name, session] of Object.entries(sessions)) {
    const journal = path.join(folder, `${name}.db`);
    const cloud = await serve('--journal', journal, '--clock', 'manual');
    const done = session(cloud);
    if (name === 'hanging') await new Promise((resolve) => setTimeout(resolve, 300));
    else await done;
    await cloud.stop();
    await done;
    const { stdout } = await run(program, ['replay', journal]);
    assert.match(stdout, /^same: /, name);
  }
  never.close();
  slow.close();
  await rm(folder, { recursive: true, force: true });
});

test('advances queue while a webhook takes its time, and a reset ends them', async () => {
  const server = await slowServer(300);
  const cloud = await serve('--clock', 'manual');
  try {
    const start = Date.parse((await cloud.control('GET', '/clock')).body.now);
    await answered(cloud, server.url);
    const [first, second] = await Promise.all([
      cloud.control('POST', '/clock/advance', { by: '1m' }),
      cloud.control('POST', '/clock/advance', { by: '1m' }),
    ]);
    assert.deepEqual([first, second].map((one) => Date.parse(one.body.now) - start).sort(), [120_000, 60_000].sort());
    await answered(cloud, server.url);
    const advancing = cloud.control('POST', '/clock/advance', { by: '1m' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal((await cloud.control('POST', '/reset')).status, 204);
    const ended = await advancing;
    assert.equal(ended.status, 409);
    assert.equal(ended.body.error.code, 'Interrupted');
  } finally {
    await cloud.stop();
    server.close();
  }
});

test('a reset ends the calls of before, so that they keep none of the new ones waiting', async () => {
  const never = await slowServer(600_000);
  const good = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => { response.writeHead(200).end(); good.emit('taken'); });
  });
  good.listen(0, '127.0.0.1');
  await once(good, 'listening');
  const cloud = await serve();
  try {
    for (let count = 0; count < 20; ++count) await answered(cloud, never.url);
    await cloud.control('POST', '/reset');
    const taken = once(good, 'taken', { signal: AbortSignal.timeout(15_000) });
    await answered(cloud, `http://127.0.0.1:${good.address().port}/`);
    await taken;
  } finally {
    await cloud.stop();
    never.close();
    good.close();
  }
});

test('a host to be called is a host', async () => {
  await assert.rejects(serve('--allow-outbound', 'http://hooks.example.com/'), /--allow-outbound: 'http:\/\/hooks.example.com\/' is no host/);
});

test('a host that nobody allowed is not called, and the trace says so', async () => {
  const cloud = await serve();
  try {
    const trace = await answered(cloud, 'https://hooks.example.com/calls');
    const { events, hops } = (await cloud.control('GET', `/traces/${trace}`)).body;
    assert.ok(events.some((event) => event.kind === 'endpoint-not-allowed' && event.detail.includes('hooks.example.com')));
    assert.ok(hops.filter((hop) => hop.to === 'webhook').every((hop) => hop.break === 'refused'));
  } finally {
    await cloud.stop();
  }
});
