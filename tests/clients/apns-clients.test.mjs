// Providers that send with the libraries that people use.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import apn from '@parse/node-apn';
import { APP, PRODUCTION, certificate, phone, providerToken, received, serveWith } from './support/apns.mjs';
import { run } from './support/run.mjs';

// The clients undici and apns2 need a Node.js of their own time.
const modern = Number(process.versions.node.split('.')[0]) >= 20;

let cloud;
let push;
before(async () => {
  cloud = await serveWith({ apns: { keys: { DROPKEY001: {}, REVOKEDKEY: { revoked: true } } } });
  push = await certificate(cloud.files, 'push', { topics: [APP, `${APP}.voip`] });
});
after(async () => { await cloud.stop(); });

function nodeApn(options = {}) {
  const token = { key: cloud.info.apns.private_key, keyId: cloud.info.apns.key_id, teamId: cloud.info.apns.team_id };
  return new apn.Provider({ token, production: false, address: '127.0.0.1', port: cloud.port, ca: cloud.ca, ...options });
}

function note(values = {}) {
  return new apn.Notification({ alert: 'hi', topic: APP, pushType: 'alert', ...values });
}

// Hops to APNs since that one.
async function hopsAfter(sequence) {
  return (await cloud.control('GET', `/hops?to=apns&after=${sequence}&limit=500`)).body.hops.filter((hop) => hop.from === 'client');
}
async function lastHop() {
  const hops = await hopsAfter(0);
  return hops.length > 0 ? hops.at(-1).sequence : 0;
}

test('node-apn, by token: alerts and calls arrive, as they were sent', async () => {
  const tokens = await phone(cloud, 'node-apn');
  const provider = nodeApn();
  try {
    const sent = await provider.send(note({ collapseId: 'c1', expiry: 4_000_000_000, id: '123e4567-e89b-12d3-a456-426614174000' }), tokens.alert);
    assert.deepEqual(sent.failed, []);
    const call = await provider.send(note({ topic: `${APP}.voip`, pushType: 'voip', payload: { caller: 'bob' } }), tokens.voip.toUpperCase());
    assert.deepEqual(call.failed, []);
  } finally {
    await provider.shutdown();
  }
  const [voip, alert] = (await received(cloud, 'node-apn')).sort((one, other) => other.headers['apns-topic'].length - one.headers['apns-topic'].length);
  assert.equal(alert.headers['apns-id'], '123e4567-e89b-12d3-a456-426614174000');
  assert.equal(alert.headers['apns-collapse-id'], 'c1');
  assert.equal(alert.headers['apns-expiration'], '4000000000');
  assert.equal(alert.headers['apns-priority'], '10');
  assert.equal(voip.payload.caller, 'bob');
});

test('node-apn, by token: many at once, to several phones, over one connection', async () => {
  const several = [];
  for (let number = 0; number < 5; ++number) several.push((await phone(cloud, `many-${number}`)).alert);
  const provider = nodeApn();
  const before = await lastHop();
  try {
    const rounds = await Promise.all(Array.from({ length: 20 }, () => provider.send(note(), several)));
    for (const round of rounds) {
      assert.equal(round.sent.length, 5);
      assert.deepEqual(round.failed, []);
    }
  } finally {
    await provider.shutdown();
  }
  assert.equal((await hopsAfter(before)).length, 100);
  assert.equal((await received(cloud, 'many-4')).length, 20);
});

test('node-apn, by token: every refusal reaches the caller with its reason', async () => {
  const tokens = await phone(cloud, 'refused');
  const provider = nodeApn();
  const failure = async (notification, to = tokens.alert) => {
    const { failed } = await provider.send(notification, to);
    return `${failed[0].status} ${failed[0].response?.reason}`;
  };
  try {
    assert.equal(await failure(note(), 'ab'.repeat(32)), '400 BadDeviceToken');
    assert.equal(await failure(note({ topic: 'com.example.other' })), '400 DeviceTokenNotForTopic');
    assert.equal(await failure(note({ topic: `${APP}.voip`, pushType: 'voip' })), '400 DeviceTokenNotForTopic');
    assert.equal(await failure(note(), tokens.voip), '400 DeviceTokenNotForTopic');
    assert.equal(await failure(note({ pushType: 'background' })), '400 BadPriority');
    assert.equal(await failure(note({ collapseId: 'x'.repeat(65) })), '400 BadCollapseId');
    assert.equal(await failure(note({ id: 'not-a-uuid' })), '400 BadMessageId');
    assert.equal(await failure(note({ payload: { filler: 'x'.repeat(5000) } })), '413 PayloadTooLarge');
  } finally {
    await provider.shutdown();
  }
  assert.deepEqual(await received(cloud, 'refused'), []);
});

test('node-apn: a removed app is told with its time', async () => {
  const tokens = await phone(cloud, 'removed');
  await cloud.control('PATCH', '/devices/removed', { state: 'uninstalled' });
  const provider = nodeApn();
  try {
    assert.equal((await provider.send(note(), tokens.alert)).sent.length, 1);
    const { failed } = await provider.send(note(), tokens.alert);
    assert.equal(failed[0].status, 410);
    assert.equal(failed[0].response.reason, 'Unregistered');
    assert.ok(failed[0].response.timestamp > 0);
  } finally {
    await provider.shutdown();
  }
});

test('node-apn: keys that Apple does not take', async () => {
  const tokens = await phone(cloud, 'keys');
  const reason = async (token) => {
    const provider = nodeApn({ token: { key: cloud.info.apns.private_key, keyId: cloud.info.apns.key_id, teamId: cloud.info.apns.team_id, ...token } });
    try {
      const { failed } = await provider.send(note(), tokens.alert);
      return failed[0]?.response?.reason;
    } finally {
      await provider.shutdown();
    }
  };
  assert.equal(await reason({ keyId: 'NOSUCHKEY1' }), 'InvalidProviderToken');
  assert.equal(await reason({ teamId: 'NOSUCHTEAM' }), 'InvalidProviderToken');
  assert.equal(await reason({ keyId: 'REVOKEDKEY' }), 'Forbidden');
});

test('node-apn signs anew after ExpiredProviderToken, once, and is not throttled for it', async () => {
  const tokens = await phone(cloud, 'renewed');
  const provider = nodeApn();
  try {
    assert.equal((await provider.send(note(), tokens.alert)).sent.length, 1);
    await cloud.control('POST', '/faults', { to: 'apns', match: { path: '/3/device/*' }, times: 1, respond: { status: 403, body: { reason: 'ExpiredProviderToken' } } });
    const again = await provider.send(note(), tokens.alert);
    assert.deepEqual(again.failed, []);
  } finally {
    await provider.shutdown();
  }
});

test('node-apn tries four times where APNs is unavailable', async () => {
  const tokens = await phone(cloud, 'unavailable');
  const provider = nodeApn();
  const before = await lastHop();
  await cloud.control('POST', '/faults', { to: 'apns', match: { path: '/3/device/*' }, times: 4, respond: { status: 503, body: { reason: 'ServiceUnavailable' } } });
  try {
    const { failed } = await provider.send(note(), tokens.alert);
    assert.equal(failed.length, 1);
    assert.equal((await hopsAfter(before)).length, 4);
  } finally {
    await provider.shutdown();
    await cloud.control('DELETE', '/faults');
  }
});

test('node-apn, by certificate: the subject is the topic, and calls need their own', async () => {
  const tokens = await phone(cloud, 'certificate');
  const provider = nodeApn({ token: undefined, cert: push.pem.cert, key: push.pem.key });
  try {
    assert.deepEqual((await provider.send(note(), tokens.alert)).failed, []);
    assert.deepEqual((await provider.send(note({ topic: `${APP}.voip`, pushType: 'voip' }), tokens.voip)).failed, []);
    const { failed } = await provider.send(note({ topic: 'com.example.other' }), tokens.alert);
    assert.equal(failed[0].response.reason, 'TopicDisallowed');
  } finally {
    await provider.shutdown();
  }
  assert.equal((await received(cloud, 'certificate')).length, 2);
});

test('apns2 of npm, its pool pointed to our port', { skip: !modern && 'needs Node.js 20' }, async () => {
  const { ApnsClient, Errors, Notification, SilentNotification } = await import('apns2');
  const { Pool } = await import('undici');
  const tokens = await phone(cloud, 'apns2');
  const client = new ApnsClient({ team: cloud.info.apns.team_id, keyId: cloud.info.apns.key_id, signingKey: cloud.info.apns.private_key, defaultTopic: APP });
  await client.client.close();
  client.client = new Pool(`https://127.0.0.1:${cloud.port}`, { allowH2: true, connections: 4, pipelining: 1, connect: { ca: cloud.ca } });
  try {
    await client.send(new Notification(tokens.alert, { alert: 'hi', collapseId: 'c', expiration: 4_000_000_000 }));
    await client.send(new SilentNotification(tokens.alert));
    const many = await client.sendMany(Array.from({ length: 10 }, () => new Notification(tokens.alert, { alert: 'many' })));
    assert.equal(many.filter((one) => one.error).length, 0);
    await assert.rejects(client.send(new Notification('ab'.repeat(32), { alert: 'hi' })), (error) => error.statusCode === 400 && error.reason === Errors.badDeviceToken);
    await assert.rejects(client.send(new Notification(tokens.voip, { alert: 'hi' })), (error) => error.reason === Errors.deviceTokenNotForTopic);
    await assert.rejects(client.send(new Notification(tokens.alert, { alert: 'x'.repeat(5000) })), (error) => error.statusCode === 413 && error.reason === Errors.payloadTooLarge);
  } finally {
    await client.close();
  }
  assert.equal((await received(cloud, 'apns2')).length, 12);
});

test("Debian's python3-aioapns, by key and by certificate", async (context) => {
  const probe = await run('/usr/bin/python3', ['-c', 'import aioapns']);
  if (probe.code !== 0) return context.skip('python3-aioapns is not installed');
  const tokens = await phone(cloud, 'aioapns');
  const key = path.join(cloud.files, 'signing-key.p8');
  const pem = path.join(cloud.files, 'push.pem');
  await writeFile(key, cloud.info.apns.private_key);
  await writeFile(pem, `${push.pem.key}${push.pem.cert}`);
  const result = await run('/usr/bin/python3', [new URL('./support/aioapns_client.py', import.meta.url).pathname], {
    input: JSON.stringify({
      port: cloud.port, ca: cloud.info.ca_certificate, topic: APP, key, key_id: cloud.info.apns.key_id, team_id: cloud.info.apns.team_id,
      certificate: pem, token: tokens.alert, unknown: 'ab'.repeat(32),
    }),
  });
  assert.equal(result.code, 0, result.stderr);
  assert.deepEqual(JSON.parse(result.stdout), {
    by_key: ['200'], several: Array(20).fill('200'), unknown: ['400', 'BadDeviceToken'], topic: ['400', 'DeviceTokenNotForTopic'], by_certificate: ['200'],
  });
  assert.equal((await received(cloud, 'aioapns')).length, 22);
});

test("curl, as Apple's page on sending from the command line has it", async () => {
  const tokens = await phone(cloud, 'curl');
  const send = async (extra, host = PRODUCTION) => {
    const result = await run('curl', ['-sS', '--http2', '--cacert', cloud.info.ca_certificate, '--connect-to', `${host}:443:127.0.0.1:${cloud.port}`,
      '--header', `apns-topic: ${APP}`, '--header', 'apns-push-type: alert', '--data', '{"aps":{"alert":"test"}}', '-w', '\n%{http_version} %{http_code}', ...extra, `https://${host}/3/device/${tokens.alert}`]);
    assert.equal(result.code, 0, result.stderr);
    return result.stdout;
  };
  const bearer = ['--header', `authorization: bearer ${providerToken(cloud)}`];
  assert.equal(await send(bearer), '\n2 200');
  assert.equal(await send(['--cert', push.cert, '--key', push.key]), '\n2 200');
  assert.equal(await send([]), '{"reason":"MissingProviderToken"}\n2 403');
  assert.equal(await send(bearer, 'api.sandbox.push.apple.com'), '{"reason":"BadDeviceToken"}\n2 400');
  assert.equal((await received(cloud, 'curl')).length, 2);
});

test('h2load: every request of a burst is answered, and the server answers afterwards', async (context) => {
  const probe = await run('h2load', ['--version']).catch(() => undefined);
  if (!probe) return context.skip('h2load is not installed');
  const tokens = await phone(cloud, 'loaded');
  const body = path.join(cloud.files, 'payload.json');
  await writeFile(body, '{"aps":{"alert":"burst"}}');
  const load = async (token, ...headers) => {
    const args = ['-n', '2000', '-c', '20', '-m', '20', '-d', body, '-H', `apns-topic: ${APP}`, ...headers.flatMap((line) => ['-H', line]), `https://127.0.0.1:${cloud.port}/3/device/${token}`];
    const result = await run('h2load', args);
    assert.equal(result.code, 0, result.stderr);
    const requests = /requests: 2000 total, 2000 started, 2000 done, (\d+) succeeded, (\d+) failed, 0 errored, 0 timeout/.exec(result.stdout);
    assert.ok(requests, result.stdout);
    return /status codes: (.*)/.exec(result.stdout)[1];
  };
  assert.equal(await load(tokens.alert, `authorization: bearer ${providerToken(cloud)}`), '2000 2xx, 0 3xx, 0 4xx, 0 5xx');
  assert.equal(await load(tokens.alert), '0 2xx, 0 3xx, 2000 4xx, 0 5xx');
  assert.equal((await cloud.control('GET', '/health')).body.status, 'ok');
});
