// Back ends that speak to the push services themselves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import apn from '@parse/node-apn';
import { run } from './support/run.mjs';
import { serve } from './support/served.mjs';

let cloud;
before(async () => { cloud = await serve(); });
after(async () => { await cloud.stop(); });

test('@parse/node-apn over TLS and HTTP/2 with our certificate authority', async () => {
  await cloud.control('PUT', '/devices/alice-iphone', { platform: 'ios', app: 'com.example.droppoint', user: 'alice', state: 'background' });
  const { body: device } = await cloud.control('GET', '/devices/alice-iphone');
  const provider = new apn.Provider({
    token: { key: cloud.info.apns.private_key, keyId: cloud.info.apns.key_id, teamId: cloud.info.apns.team_id },
    production: false, address: '127.0.0.1', port: cloud.port, ca: cloud.ca,
  });
  try {
    const note = new apn.Notification({ alert: 'hi', topic: 'com.example.droppoint', pushType: 'alert' });
    const good = await provider.send(note, device.tokens.alert);
    assert.equal(good.sent.length, 1, JSON.stringify(good.failed));
    const bad = await provider.send(note, 'ab'.repeat(32));
    assert.equal(bad.failed[0].status, 400);
    assert.equal(bad.failed[0].response.reason, 'BadDeviceToken');
  } finally {
    await provider.shutdown();
  }
  const { body: received } = await cloud.control('GET', '/devices/alice-iphone/notifications');
  assert.equal(received[0].screen, 'lock-screen');
});

test('firebase-admin over HTTP/2 (sendEach) and over its legacy transport', async () => {
  await cloud.control('PUT', '/devices/carol-pixel', { platform: 'android', app: 'com.example.droppoint', user: 'carol', state: 'background' });
  const { body: device } = await cloud.control('GET', '/devices/carol-pixel');
  const result = await run(process.execPath, [new URL('./support/firebase.mjs', import.meta.url).pathname], {
    input: JSON.stringify({ serviceAccount: cloud.info.fcm.service_account, token: device.tokens.fcm }),
    env: {
      NODE_EXTRA_CA_CERTS: cloud.info.ca_certificate,
      NODE_OPTIONS: `--require ${new URL('./support/redirect.cjs', import.meta.url).pathname}`,
      DROPPOINT_PORT: String(cloud.port),
    },
  });
  assert.equal(result.code, 0, result.stderr);
  const answer = JSON.parse(result.stdout);
  assert.match(answer.single, /^projects\/droppoint-project\/messages\//);
  assert.deepEqual(answer.each.map((one) => one.success), [true, false]);
  assert.equal(answer.each[1].error, 'messaging/registration-token-not-registered');
  assert.deepEqual(answer.legacy.map((one) => one.success), [true]);
  const { body: received } = await cloud.control('GET', '/devices/carol-pixel/notifications');
  assert.equal(received.length, 3);
});
