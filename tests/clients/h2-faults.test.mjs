// What the connection faults do to the clients that speak to APNs and FCM themselves.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http2 from 'node:http2';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import apn from '@parse/node-apn';
import { run } from './support/run.mjs';
import { serve } from './support/served.mjs';

const topic = 'com.example.droppoint';
let cloud;
let token;
let provider;
let sent = 0;

before(async () => {
  cloud = await serve();
  await cloud.control('PUT', '/devices/alice-iphone', { platform: 'ios', app: topic, user: 'alice', state: 'background' });
  ({ body: { tokens: { alert: token } } } = await cloud.control('GET', '/devices/alice-iphone'));
});
after(async () => { await cloud.stop(); });
beforeEach(() => { provider = newProvider(); });
afterEach(async () => {
  await cloud.control('DELETE', '/faults');
  await provider.shutdown();
});

const newProvider = (options = {}) => new apn.Provider({
  token: { key: cloud.info.apns.private_key, keyId: cloud.info.apns.key_id, teamId: cloud.info.apns.team_id },
  production: false, address: '127.0.0.1', port: cloud.port, ca: cloud.ca, ...options,
});
const note = () => {
  const notification = new apn.Notification({ alert: `push ${++sent}`, topic, pushType: 'alert' });
  notification.id = `00000000-0000-4000-8000-${String(sent).padStart(12, '0')}`;
  return notification;
};
const fault = async (effect, times = 1, more = {}) => {
  const { status, body } = await cloud.control('POST', '/faults', { to: 'apns', match: { path: '/3/device/*' }, times, http2: effect, ...more });
  assert.equal(status, 201, JSON.stringify(body));
  return body.id;
};
const push = async (notification = note()) => {
  const { sent: good, failed } = await provider.send(notification, token);
  return { id: notification.id, sent: good.length === 1, failure: failed[0] };
};

// The hops of pushes by apns-id: how each was answered ("reset" without an answer).
async function answers() {
  const found = new Map();
  for (let after = 0; after !== null;) {
    const { body } = await cloud.control('GET', `/hops?to=apns&from=client&limit=1000&after=${after}`);
    for (const hop of body.hops) {
      const id = hop.request.headers.find(([name]) => name === 'apns-id')?.[1];
      if (!id) continue;
      found.set(id, [...(found.get(id) ?? []), hop.response ? hop.response.status : hop.break]);
    }
    after = body.next;
  }
  return found;
}

for (const last_stream of ['previous', 'this']) {
  test(`a GOAWAY in a burst of 50 loses nothing with node-apn (last_stream: ${last_stream})`, async () => {
    assert.ok((await push()).sent);
    await fault({ goaway: { reason: 'Shutdown', last_stream } }, 1, { after: 20 });
    const results = await Promise.all(Array.from({ length: 50 }, () => push()));
    assert.equal(results.length, 50);
    const hops = await answers();
    for (const { id, sent: accepted, failure } of results) {
      const worked_on = (hops.get(id) ?? []).filter((answer) => answer === 200).length;
      // Said to be sent: it was, once. Said to have failed: it may be sent again.
      assert.equal(worked_on, accepted ? 1 : 0, `${id} ${accepted} ${failure?.error}`);
    }
    const accepted = results.filter((one) => one.sent).length;
    // Those that were under way when the GOAWAY was sent were not worked on either.
    assert.equal(accepted, last_stream === 'this' ? 21 : 20);
    assert.ok(results.every((one) => one.sent || /NGHTTP2_REFUSED_STREAM/.test(String(one.failure.error))));
    // What failed goes through on a new connection.
    const again = await Promise.all(results.filter((one) => !one.sent).map(() => push()));
    assert.ok(again.every((one) => one.sent));
  });
}

const closed = (session) => new Promise((resolve) => { session.destroyed ? resolve() : session.once('close', resolve); });

test('after GOAWAY with IdleTimeout the next push of node-apn opens a new connection', async () => {
  await fault({ close: 'idle' });
  assert.ok((await push()).sent);
  await closed(provider.client.session);
  const next = await push();
  assert.ok(next.sent, JSON.stringify(next.failure));
  assert.deepEqual((await answers()).get(next.id), [200]);
});

test('RST_STREAM with REFUSED_STREAM is a failure in node-apn, not processed and not tried again', async () => {
  await fault({ rst_stream: { error: 'REFUSED_STREAM' } });
  const refused = await push();
  assert.ok(!refused.sent);
  assert.match(String(refused.failure.error), /NGHTTP2_REFUSED_STREAM/);
  assert.deepEqual((await answers()).get(refused.id), ['reset']);
  assert.ok((await push()).sent, 'the connection goes on');
});

test('MAX_CONCURRENT_STREAMS of 1: 20 pushes of node-apn go one after the other', async () => {
  await fault({ settings: { max_concurrent_streams: 1 } });
  assert.ok((await push()).sent);
  const results = await Promise.all(Array.from({ length: 20 }, () => push()));
  assert.ok(results.every((one) => one.sent), JSON.stringify(results.find((one) => !one.sent)?.failure));
});

test('a stalled window: node-apn times out; when the fault goes, what it sent is answered after all', async () => {
  await provider.shutdown();
  provider = newProvider({ requestTimeout: 300 });
  const stall = await fault({ window: 'stall' });
  const stalled = await push();
  assert.ok(!stalled.sent);
  assert.match(String(stalled.failure.error?.message ?? stalled.failure.error), /timeout/i);
  assert.deepEqual((await answers()).get(stalled.id), [null]);
  await cloud.control('DELETE', `/faults/${stall}`);
  assert.deepEqual((await answers()).get(stalled.id), [200]);
  assert.ok((await push()).sent);
});

test("PINGs go unanswered until the fault is removed (Node.js' own client)", async () => {
  const session = http2.connect(`https://127.0.0.1:${cloud.port}`, { ca: cloud.ca });
  try {
    await once(session, 'connect');
    const ask = () => new Promise((resolve, reject) => {
      const request = session.request({ ':method': 'POST', ':path': '/3/device/aa' });
      request.on('response', (headers) => resolve(headers[':status']));
      request.on('error', reject);
      request.resume();
      request.end('{}');
    });
    const pong = () => new Promise((resolve) => session.ping((error) => resolve(error ?? 'answered')));
    assert.equal(await pong(), 'answered');
    const id = await fault({ ping: 'ignore' });
    assert.equal(await ask(), 403);
    let answered = false;
    const silent = pong().then(() => { answered = true; });
    // A whole exchange later there is still no answer to the PING before it.
    assert.equal(await ask(), 403);
    assert.equal(answered, false);
    await cloud.control('DELETE', `/faults/${id}`);
    // Node.js takes an ACK for that of its oldest PING.
    const later = pong();
    await Promise.race([silent, later]);
    assert.ok(!session.destroyed);
  } finally {
    session.destroy();
  }
});

test('the ramp-up of streams: one until a valid token, then 1000', async () => {
  const ramped = await serve('--apns-stream-ramp-up');
  const session = http2.connect(`https://127.0.0.1:${ramped.port}`, { ca: ramped.ca });
  try {
    const settings = () => new Promise((resolve) => session.once('remoteSettings', (found) => resolve(found.maxConcurrentStreams)));
    assert.equal(await settings(), 1);
    const ask = (path) => new Promise((resolve, reject) => {
      const request = session.request({ ':method': 'GET', ':path': path });
      request.on('response', (headers) => resolve(headers[':status']));
      request.on('error', reject);
      request.resume();
      request.end();
    });
    assert.equal(await ask('/3/device/aa'), 405);
    assert.equal(session.remoteSettings.maxConcurrentStreams, 1);
    const raised = settings();
    await ramped.control('PUT', '/devices/bob-iphone', { platform: 'ios', app: topic, user: 'bob', state: 'background' });
    // Any other party's answer shows that the connection is not for APNs.
    assert.equal(await ask('/subscriptions?api-version=2022-12-01'), 401);
    assert.equal(await raised, 1000);
  } finally {
    session.destroy();
  }
  try {
    const { body } = await ramped.control('GET', '/devices/bob-iphone');
    const slow = new apn.Provider({
      token: { key: ramped.info.apns.private_key, keyId: ramped.info.apns.key_id, teamId: ramped.info.apns.team_id },
      production: false, address: '127.0.0.1', port: ramped.port, ca: ramped.ca,
    });
    assert.equal((await slow.send(note(), body.tokens.alert)).sent.length, 1);
    const all = await Promise.all(Array.from({ length: 20 }, () => slow.send(note(), body.tokens.alert)));
    assert.ok(all.every((one) => one.sent.length === 1));
    await slow.shutdown();
  } finally {
    await ramped.stop();
  }
});

async function firebase(effect, more) {
  await cloud.control('PUT', '/devices/carol-pixel', { platform: 'android', app: topic, user: 'carol', state: 'background' });
  const { body: device } = await cloud.control('GET', '/devices/carol-pixel');
  const { status } = await cloud.control('POST', '/faults', { to: 'fcm', match: { path: '/v1/*' }, times: 1, http2: effect, ...more });
  assert.equal(status, 201);
  const result = await run(process.execPath, [new URL('./support/firebase-burst.mjs', import.meta.url).pathname], {
    input: JSON.stringify({ serviceAccount: cloud.info.fcm.service_account, token: device.tokens.fcm }),
    env: {
      NODE_EXTRA_CA_CERTS: cloud.info.ca_certificate,
      NODE_OPTIONS: `--require ${new URL('./support/redirect.cjs', import.meta.url).pathname}`,
      DROPPOINT_PORT: String(cloud.port),
    },
  });
  assert.equal(result.code, 0, result.stderr);
  return JSON.parse(result.stdout);
}

test('firebase-admin 13 rejects the whole sendEach() at a GOAWAY, and the next one succeeds', async () => {
  const { first, second } = await firebase({ goaway: { reason: 'session_timed_out' } }, { after: 3 });
  assert.match(first.rejected ?? '', /GOAWAY - \{"reason":"session_timed_out"\}/, JSON.stringify(first));
  assert.equal(second.successes, 10);
  // Of the rejected call three messages were accepted, and nothing of what came after the GOAWAY.
  const { body } = await cloud.control('GET', '/hops?to=fcm&from=client&limit=1000');
  const sends = body.hops.filter((hop) => hop.request.target.endsWith('messages:send'));
  assert.deepEqual(sends.map((hop) => hop.response?.status ?? hop.break), [200, 200, 200, 'reset', ...Array(10).fill(200)]);
});
