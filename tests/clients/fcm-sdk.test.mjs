// firebase-admin in both generations, and @googleapis/fcm.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serveFcm } from './support/fcm-cloud.mjs';
import { trust } from './support/trust.mjs';

let cloud;
before(async () => { cloud = await serveFcm(); });
after(async () => { await cloud.stop(); });

const NAME = /^projects\/droppoint-project\/messages\//;
// It asks for Node.js 22 and runs on 20; below that nobody tried.
const generations = Number(process.versions.node.split('.')[0]) < 20 ? ['firebase-admin'] : ['firebase-admin', 'firebase-admin-14'];

for (const sdk of generations) {
  describe(sdk, () => {
    test('send, with every part of a message that the SDK can write', async () => {
      const token = cloud.tokens['carol-pixel'];
      const before = (await cloud.received('carol-pixel')).length;
      const [sent] = await cloud.firebase([['send', {
        token,
        data: { story: 'whole' },
        notification: { title: 't', body: 'b', imageUrl: 'https://a.example/i.png' },
        android: {
          collapseKey: 'ck', priority: 'high', ttl: 3_600_500, restrictedPackageName: 'com.example.droppoint', directBootOk: true,
          fcmOptions: { analyticsLabel: 'android' },
          notification: {
            icon: 'i', color: '#aabbcc', sound: 's', tag: 't', clickAction: 'c', bodyLocKey: 'k', bodyLocArgs: ['a'], titleLocKey: 'k', titleLocArgs: ['a'],
            channelId: 'ch', ticker: 'x', sticky: true, localOnly: false, priority: 'max', defaultSound: false,
            defaultVibrateTimings: false, defaultLightSettings: false, vibrateTimingsMillis: [0, 250], visibility: 'private', notificationCount: 3,
            lightSettings: { color: '#11223344', lightOnDurationMillis: 100, lightOffDurationMillis: 200 }, proxy: 'deny',
          },
        },
        apns: { headers: { 'apns-priority': '10' }, payload: { aps: { alert: { title: 'x' }, contentAvailable: true, mutableContent: true, threadId: 'th' }, mine: 1 }, fcmOptions: { analyticsLabel: 'apns', imageUrl: 'https://a.example/i.png' } },
        webpush: { headers: { TTL: '5', Urgency: 'high' }, notification: { title: 'w', vibrate: [1] }, fcmOptions: { link: 'https://a.example/' } },
        fcmOptions: { analyticsLabel: 'lab' },
      }]], { sdk });
      assert.match(sent.value ?? sent.message, NAME);
      const received = await cloud.received('carol-pixel');
      assert.equal(received.length, before + 1);
      assert.equal(received[0].payload.data.story, 'whole');
      assert.equal(received[0].payload.notification.channel_id, 'ch');
    });

    test('a dry run is checked as a send is, and delivers nothing', async () => {
      const token = cloud.tokens['carol-pixel'];
      const before = (await cloud.received('carol-pixel')).length;
      const [dry, gone] = await cloud.firebase([
        ['send', { token, data: { a: '1' } }, true],
        ['send', { token: cloud.nobody, data: { a: '1' } }, true],
      ], { sdk });
      assert.equal(dry.value, 'projects/droppoint-project/messages/fake_message_id');
      assert.equal(gone.error, 'messaging/registration-token-not-registered');
      assert.equal((await cloud.received('carol-pixel')).length, before);
    });

    test('sendEach and sendEachForMulticast, over HTTP/2 and over HTTP/1.1', async () => {
      for (const legacyTransport of [false, true]) {
        const tokens = [cloud.tokens['carol-pixel'], cloud.nobody, cloud.tokens['dave-pixel'], cloud.tokens['erin-pixel']];
        const [each, multicast, dry] = await cloud.firebase([
          ['sendEach', tokens.map((token, index) => ({ token, data: { index: String(index) } }))],
          ['sendEachForMulticast', { tokens, data: { a: '1' } }],
          ['sendEachForMulticast', { tokens, data: { a: '1' } }, true],
        ], { sdk, legacyTransport });
        for (const { value } of [each, multicast, dry]) {
          assert.deepEqual([value.successCount, value.failureCount], [2, 2]);
          assert.match(value.responses[0].messageId, NAME);
          assert.deepEqual(value.responses.map((one) => one.error?.code), [undefined, 'messaging/registration-token-not-registered', undefined, 'messaging/mismatched-credential']);
        }
      }
    });

    test('topics: subscribe, send to a topic and a condition, unsubscribe', async () => {
      const tokens = [cloud.tokens['carol-pixel'], cloud.tokens['dave-pixel'], cloud.nobody];
      const topic = sdk;
      const count = async () => [(await cloud.received('carol-pixel')).length, (await cloud.received('dave-pixel')).length];
      const [carol, dave] = await count();
      const [subscribed, again, sent, conditional, unsubscribed, alone] = await cloud.firebase([
        ['subscribeToTopic', tokens, topic],
        ['subscribeToTopic', tokens.slice(0, 2), topic],
        ['send', { topic, data: { a: '1' } }],
        ['send', { condition: `'${topic}' in topics && !('other' in topics)`, data: { a: '2' } }],
        ['unsubscribeFromTopic', tokens.slice(0, 1), topic],
        ['send', { topic, data: { a: '3' } }],
      ], { sdk });
      assert.deepEqual([subscribed.value.successCount, subscribed.value.failureCount], [2, 1], JSON.stringify(subscribed));
      assert.equal(subscribed.value.errors[0].index, 2);
      assert.equal(subscribed.value.errors[0].error.code, 'messaging/registration-token-not-registered');
      assert.deepEqual([again.value.successCount, again.value.failureCount], [2, 0]);
      assert.equal(unsubscribed.value.successCount, 1);
      for (const { value } of [sent, conditional, alone]) assert.match(value, NAME);
      assert.deepEqual(await count(), [carol + 2, dave + 3]);
    });
  });
}

// What FCM says, and what the SDK makes of it. What FCM cannot be brought to say here is answered in its place.
const fcmError = (code, status, errorCode, headers = {}) => ({
  status: code, headers, body: { error: { code, message: errorCode ?? status, status, ...(errorCode ? { details: [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode }] } : {}) } },
});
const ERRORS = [
  ['UNREGISTERED', { token: 'nobody' }, 'messaging/registration-token-not-registered'],
  ['INVALID_ARGUMENT of a token', { token: 'nonsense' }, 'messaging/invalid-argument'],
  ['INVALID_ARGUMENT of a topic', { topic: 'a b' }, 'messaging/invalid-payload'],
  ['INVALID_ARGUMENT of a condition', { condition: 'news' }, 'messaging/invalid-argument'],
  ['INVALID_ARGUMENT of a size', { data: { k: 'x'.repeat(4097) } }, 'messaging/invalid-argument'],
  ['INVALID_ARGUMENT of a reserved key', { data: { from: 'x' } }, 'messaging/invalid-argument'],
  ['INVALID_ARGUMENT of a package', { android: { restrictedPackageName: 'com.else' } }, 'messaging/invalid-argument'],
  ['SENDER_ID_MISMATCH', { token: 'erin-pixel' }, 'messaging/mismatched-credential'],
  ['QUOTA_EXCEEDED', fcmError(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED'), 'messaging/message-rate-exceeded'],
  ['RESOURCE_EXHAUSTED', fcmError(429, 'RESOURCE_EXHAUSTED'), 'messaging/message-rate-exceeded'],
  // With more than a minute to wait the SDK gives up at once.
  ['UNAVAILABLE', fcmError(503, 'UNAVAILABLE', 'UNAVAILABLE', { 'retry-after': '61' }), 'messaging/server-unavailable'],
  ['INTERNAL', fcmError(500, 'INTERNAL', 'INTERNAL'), 'messaging/internal-error'],
  ['THIRD_PARTY_AUTH_ERROR', fcmError(401, 'UNAUTHENTICATED', 'THIRD_PARTY_AUTH_ERROR'), 'messaging/third-party-auth-error'],
  ['APNS_AUTH_ERROR', fcmError(401, 'UNAUTHENTICATED', 'APNS_AUTH_ERROR'), 'messaging/third-party-auth-error'],
  ['UNAUTHENTICATED', fcmError(401, 'UNAUTHENTICATED'), 'messaging/third-party-auth-error'],
  ['PERMISSION_DENIED', fcmError(403, 'PERMISSION_DENIED'), 'messaging/mismatched-credential'],
  ['NOT_FOUND', fcmError(404, 'NOT_FOUND'), 'messaging/registration-token-not-registered'],
  ['UNSPECIFIED_ERROR', fcmError(500, 'UNKNOWN', 'UNSPECIFIED_ERROR'), 'messaging/unknown-error'],
];

test('each error of FCM has its name in firebase-admin', async () => {
  const messages = [];
  for (const [index, [, what]] of ERRORS.entries()) {
    const story = `error-${index}.`;
    if (what.status) {
      const added = await cloud.control('POST', '/faults', { to: 'fcm', match: { path: '/v1/projects/*', body: story }, respond: what });
      assert.equal(added.status, 201, JSON.stringify(added.body));
      messages.push({ token: cloud.tokens['dave-pixel'], data: { story } });
    } else {
      const named = { nobody: cloud.nobody, 'erin-pixel': cloud.tokens['erin-pixel'] };
      const target = what.topic || what.condition ? {} : { token: named[what.token] ?? what.token ?? cloud.tokens['dave-pixel'] };
      messages.push({ data: { story }, ...what, ...target });
    }
  }
  const results = await cloud.firebase(messages.map((message) => ['send', message]));
  assert.deepEqual(
    results.map((result, index) => [ERRORS[index][0], result.error ?? 'sent']),
    ERRORS.map(([name, , error]) => [name, error]),
  );
});

test('a service account that is revoked fails the exchange, and with it each message', async () => {
  const account = cloud.info.fcm.service_account.client_email;
  const path = `/fcm/service-accounts/${encodeURIComponent(account)}`;
  assert.equal((await cloud.control('PATCH', path, { state: 'key-deleted' })).status, 200);
  try {
    const [refused] = await cloud.firebase([['send', { token: cloud.tokens['dave-pixel'], data: { a: '1' } }]]);
    assert.equal(refused.error, 'app/invalid-credential');
    assert.match(refused.message, /Invalid JWT Signature/);
  } finally {
    assert.equal((await cloud.control('PATCH', path, { state: 'active' })).status, 200);
  }
});

test('@googleapis/fcm by rootUrl, over HTTP/1.1 and HTTP/2', async () => {
  await trust(cloud.ca);
  const { fcm, auth } = await import('@googleapis/fcm');
  const client = new auth.OAuth2();
  client.setCredentials({ access_token: 'by-hand' });
  const parent = 'projects/droppoint-project';
  for (const http2 of [false, true]) {
    const service = fcm({ version: 'v1', rootUrl: `https://127.0.0.1:${cloud.port}/`, auth: client, http2 });
    const { data } = await service.projects.messages.send({ parent, requestBody: { message: { token: cloud.tokens['carol-pixel'], data: { a: '1' } } } });
    assert.match(data.name, NAME);
    const trial = await service.projects.messages.send({ parent, requestBody: { validateOnly: true, message: { topic: 'news' } } });
    assert.equal(trial.data.name, 'projects/droppoint-project/messages/fake_message_id');
    await assert.rejects(service.projects.messages.send({ parent, requestBody: { message: { token: cloud.nobody } } }), (error) => {
      assert.equal(Number(error.code ?? error.status), 404);
      return true;
    });
  }
});
