// All reasons of APNs over a real HTTP/2 connection: each row says what is changed in a request that would be taken,
// and the exact answer.
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { APP, PRODUCTION, SANDBOX, certificate, connect, exchange, phone, providerToken, received, serveWith } from './support/apns.mjs';

const KEYS = {
  DROPKEY001: { related: 'RELATEDKEY' },
  RELATEDKEY: {},
  OTHERKEY01: {},
  FABRIKAM01: { team: 'FABRIKAM00' },
  REVOKEDKEY: { revoked: true },
  SANDBOXKEY: { environment: 'sandbox' },
  TOPICSKEY1: { topics: ['com.example.other'] },
};

let cloud;
let certificates;
const tokens = {};
before(async () => {
  cloud = await serveWith({ apns: { keys: KEYS, device_limit: { pushes: 20, per: '1h' }, device_token_lifetime: '30d' } }, '--clock', 'manual');
  tokens.phone = await phone(cloud, 'phone');
  tokens.tablet = await phone(cloud, 'tablet', { environment: 'sandbox' });
  tokens.gone = await phone(cloud, 'gone');
  tokens.busy = await phone(cloud, 'busy');
  await cloud.control('PATCH', '/devices/gone', { state: 'uninstalled' });
  certificates = {
    both: await certificate(cloud.files, 'both'),
    development: await certificate(cloud.files, 'development', { production: false }),
    none: await certificate(cloud.files, 'none', { development: false, production: false }),
    several: await certificate(cloud.files, 'several', { topics: [APP, `${APP}.voip`] }),
  };
});
after(async () => { await cloud.stop(); });

// A request that is taken; `set` changes or (undefined) removes headers, null as body sends none.
function alert({ to = tokens.phone.alert, set = {}, body = '{"aps":{"alert":"hello"}}', host = PRODUCTION, token = {} } = {}) {
  const headers = {
    ':method': 'POST',
    ':path': `/3/device/${to}`,
    ':authority': host,
    authorization: `bearer ${providerToken(cloud, token)}`,
    'apns-id': randomUUID(),
    'apns-topic': APP,
    'apns-push-type': 'alert',
    ...set,
  };
  for (const name of Object.keys(headers)) if (headers[name] === undefined) delete headers[name];
  return { headers, body: body ?? undefined, host };
}

async function answer({ headers, body, host }, client) {
  const session = connect(cloud, { host, client });
  try {
    return await exchange(session, headers, body);
  } finally {
    session.close();
  }
}

// Exactly this: the status, the body, the id of the request, and nothing else that APNs does not send.
function refused(response, request, status, reason, rest = {}) {
  assert.equal(response.text, JSON.stringify({ reason, ...rest }));
  assert.equal(response.status, status);
  assert.equal(response.headers['content-type'], 'application/json');
  assert.match(response.headers['apns-id'], /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/);
  const sent = request.headers['apns-id'];
  if (typeof sent === 'string' && reason !== 'BadMessageId') assert.equal(response.headers['apns-id'], sent);
  assert.equal(response.headers['apns-unique-id'], undefined);
}

const wrongKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });

// What is changed, the status, the reason, and how the request is sent where not as above.
const ROWS = [
  ['a collapse id of 65 bytes', () => ({ set: { 'apns-collapse-id': 'c'.repeat(65) } }), 400, 'BadCollapseId'],
  ['a collapse id of 22 letters of three bytes', () => ({ set: { 'apns-collapse-id': Buffer.from('€'.repeat(22)).toString('latin1') } }), 400, 'BadCollapseId'],
  ['a device token that nobody has', () => ({ to: 'ab'.repeat(32) }), 400, 'BadDeviceToken'],
  ['a device token of the sandbox', () => ({ to: tokens.tablet.alert }), 400, 'BadDeviceToken'],
  ['a device token of production', () => ({ host: SANDBOX }), 400, 'BadDeviceToken'],
  ['an expiration in words', () => ({ set: { 'apns-expiration': 'tomorrow' } }), 400, 'BadExpirationDate'],
  ['an id without hyphens', () => ({ set: { 'apns-id': randomUUID().replaceAll('-', '') } }), 400, 'BadMessageId'],
  ['priority 7', () => ({ set: { 'apns-priority': '7' } }), 400, 'BadPriority'],
  ['background at priority 10', () => ({ set: { 'apns-push-type': 'background', 'apns-priority': '10' } }), 400, 'BadPriority'],
  ['a topic with a space', () => ({ set: { 'apns-topic': 'com.example droppoint' } }), 400, 'BadTopic'],
  ["another app's topic", () => ({ set: { 'apns-topic': 'com.example.other' } }), 400, 'DeviceTokenNotForTopic'],
  ['a VoIP token without .voip', () => ({ to: tokens.phone.voip }), 400, 'DeviceTokenNotForTopic'],
  ['two topics', () => ({ set: { 'apns-topic': [APP, APP] } }), 400, 'DuplicateHeaders'],
  ['two priorities that differ', () => ({ set: { 'apns-priority': ['5', '10'] } }), 400, 'DuplicateHeaders'],
  ['two collapse ids', () => ({ set: { 'apns-collapse-id': ['a', 'a'] } }), 400, 'DuplicateHeaders'],
  ['two expirations', () => ({ set: { 'apns-expiration': ['0', '0'] } }), 400, 'DuplicateHeaders'],
  ['two push types', () => ({ set: { 'apns-push-type': ['alert', 'voip'] } }), 400, 'DuplicateHeaders'],
  ['two ids', () => ({ set: { 'apns-id': [randomUUID(), randomUUID()] } }), 400, 'DuplicateHeaders'],
  ['an unknown push type', () => ({ set: { 'apns-push-type': 'banner' } }), 400, 'InvalidPushType'],
  ['no device token', () => ({ to: '' }), 400, 'MissingDeviceToken'],
  ['no topic', () => ({ set: { 'apns-topic': undefined } }), 400, 'MissingTopic'],
  ['no topic with a certificate of several', () => ({ set: { 'apns-topic': undefined, authorization: undefined } }), 400, 'MissingTopic', 'several'],
  ['no payload', () => ({ body: null }), 400, 'PayloadEmpty'],
  ['a payload of no bytes', () => ({ body: '' }), 400, 'PayloadEmpty'],
  ['a key of other topics', () => ({ token: { header: { kid: 'TOPICSKEY1' } } }), 400, 'TopicDisallowed'],
  ['a call by a certificate without .voip', () => ({ to: tokens.phone.voip, set: { 'apns-topic': `${APP}.voip`, 'apns-push-type': 'voip', authorization: undefined } }), 400, 'TopicDisallowed', 'both'],
  ['push type voip to the topic of alerts', () => ({ set: { 'apns-push-type': 'voip' } }), 400, 'TopicDisallowed'],
  ['a certificate without the extensions', () => ({ set: { authorization: undefined } }), 403, 'BadCertificate', 'none'],
  ['a certificate of the sandbox', () => ({ set: { authorization: undefined } }), 403, 'BadCertificateEnvironment', 'development'],
  ['a token of an hour and a minute', () => ({ token: { age: 3660 } }), 403, 'ExpiredProviderToken'],
  ['a revoked key', () => ({ token: { header: { kid: 'REVOKEDKEY' } } }), 403, 'Forbidden'],
  ['a key that Apple does not know', () => ({ token: { header: { kid: 'NOSUCHKEY1' } } }), 403, 'InvalidProviderToken'],
  ["another team's key", () => ({ token: { header: { kid: 'FABRIKAM01' } } }), 403, 'InvalidProviderToken'],
  ['another algorithm', () => ({ token: { header: { alg: 'RS256' } } }), 403, 'InvalidProviderToken'],
  ['a token of the future', () => ({ token: { age: -600 } }), 403, 'InvalidProviderToken'],
  ['no authorization', () => ({ set: { authorization: undefined } }), 403, 'MissingProviderToken'],
  ['a key of the sandbox', () => ({ token: { header: { kid: 'SANDBOXKEY' } } }), 403, 'BadEnvironmentKeyIdInToken'],
  ['another path', () => ({ set: { ':path': '/3/devices/x' } }), 404, 'BadPath'],
  ['another method', () => ({ set: { ':method': 'PUT' } }), 405, 'MethodNotAllowed'],
  ['4097 bytes', () => ({ body: ' '.repeat(4097) }), 413, 'PayloadTooLarge'],
  ['5121 bytes for a call', () => ({ to: tokens.phone.voip, set: { 'apns-topic': `${APP}.voip`, 'apns-push-type': 'voip' }, body: ' '.repeat(5121) }), 413, 'PayloadTooLarge'],
];

for (const [what, change, status, reason, by] of ROWS) {
  test(`${status} ${reason}: ${what}`, async () => {
    const request = alert(change());
    const client = by && certificates[by].pem;
    refused(await answer(request, client), request, status, reason);
  });
}

test('410 Unregistered, with the time since when in milliseconds', async () => {
  const first = alert({ to: tokens.gone.alert });
  // Apple learns of it only from this one.
  assert.equal((await answer(first)).status, 200);
  const request = alert({ to: tokens.gone.alert });
  const clock = await cloud.control('GET', '/clock');
  refused(await answer(request), request, 410, 'Unregistered', { timestamp: Date.parse(clock.body.now) });
});

test('403 UnrelatedKeyIdInToken: another key on the same connection, and related ones pass', async () => {
  const session = connect(cloud);
  const first = alert();
  assert.equal((await exchange(session, first.headers, first.body)).status, 200);
  const unrelated = alert({ token: { header: { kid: 'OTHERKEY01' } } });
  refused(await exchange(session, unrelated.headers, unrelated.body), unrelated, 403, 'UnrelatedKeyIdInToken');
  const related = alert({ token: { header: { kid: 'RELATEDKEY' } } });
  assert.equal((await exchange(session, related.headers, related.body)).status, 200);
  session.close();
  // A connection of its own has no history.
  assert.equal((await answer(unrelated)).status, 200);
});

test('403 Forbidden: another team on the same connection', async () => {
  const session = connect(cloud);
  const first = alert();
  assert.equal((await exchange(session, first.headers, first.body)).status, 200);
  const other = alert({ token: { header: { kid: 'FABRIKAM01' }, claims: { iss: 'FABRIKAM00' } } });
  refused(await exchange(session, other.headers, other.body), other, 403, 'Forbidden');
  session.close();
});

test('429 TooManyProviderTokenUpdates: the third token on one connection, but not on several', async () => {
  const session = connect(cloud);
  for (const age of [30, 20]) {
    const request = alert({ token: { age } });
    assert.equal((await exchange(session, request.headers, request.body)).status, 200);
  }
  const third = alert({ token: { age: 10 } });
  refused(await exchange(session, third.headers, third.body), third, 429, 'TooManyProviderTokenUpdates');
  const known = alert({ token: { age: 20 } });
  assert.equal((await exchange(session, known.headers, known.body)).status, 200);
  session.close();
  assert.equal((await answer(third)).status, 200);
});

test('429 TooManyRequests: one push more than the device token takes', async () => {
  const session = connect(cloud);
  const authorization = `bearer ${providerToken(cloud)}`;
  for (let count = 0; count < 20; ++count) {
    const request = alert({ to: tokens.busy.alert, set: { authorization } });
    assert.equal((await exchange(session, request.headers, request.body)).status, 200);
  }
  const request = alert({ to: tokens.busy.alert, set: { authorization } });
  refused(await exchange(session, request.headers, request.body), request, 429, 'TooManyRequests');
  session.close();
});

test('400 IdleTimeout: by a fault that answers it', async () => {
  const fault = await cloud.control('POST', '/faults', { to: 'apns', match: { path: '/3/device/*' }, times: 1, respond: { status: 400, body: { reason: 'IdleTimeout' } } });
  assert.equal(fault.status, 201, JSON.stringify(fault.body));
  const response = await answer(alert());
  assert.equal(response.status, 400);
  assert.deepEqual(JSON.parse(response.text), { reason: 'IdleTimeout' });
});

for (const [status, reason] of [[500, 'InternalServerError'], [503, 'ServiceUnavailable'], [503, 'Shutdown']]) {
  test(`${status} ${reason}: in an outage`, async () => {
    const down = await serveWith({ apns: { outage: reason } });
    try {
      const request = alert();
      const session = connect(down);
      refused(await exchange(session, request.headers, request.body), request, status, reason);
      session.close();
    } finally {
      await down.stop();
    }
  });
}

test('a key of the other environment in the spelling that the live service was seen to use', async () => {
  const other = await serveWith({ apns: { keys: { DROPKEY001: { environment: 'sandbox' } }, key_environment_reason: 'BadEnvironmentKeyInToken' } });
  try {
    const request = alert();
    const session = connect(other);
    refused(await exchange(session, request.headers, request.body), request, 403, 'BadEnvironmentKeyInToken');
    session.close();
  } finally {
    await other.stop();
  }
});

// --- each check of Pushy's mock server, by its name there ------------------------------------------------------------

const PUSHY = [
  ['apns-id is no UUID', () => ({ set: { 'apns-id': 'not a uuid' } }), 400, 'BadMessageId'],
  ['method is not POST', () => ({ set: { ':method': 'GET' }, body: null }), 405, 'MethodNotAllowed'],
  ['missing topic', () => ({ set: { 'apns-topic': undefined } }), 400, 'MissingTopic'],
  ['missing topic by certificate', () => ({ set: { 'apns-topic': undefined, authorization: undefined } }), 400, 'MissingTopic', 'several'],
  ['oversized collapse id', () => ({ set: { 'apns-collapse-id': 'x'.repeat(65) } }), 400, 'BadCollapseId'],
  ['bad priority', () => ({ set: { 'apns-priority': '9000' } }), 400, 'BadPriority'],
  ['bad push type', () => ({ set: { 'apns-push-type': 'not a push type' } }), 400, 'InvalidPushType'],
  ['missing device token', () => ({ to: '' }), 400, 'MissingDeviceToken'],
  ['bad device token', () => ({ to: 'not-a-token' }), 400, 'BadDeviceToken'],
  ['device token for the wrong topic', () => ({ set: { 'apns-topic': `${APP}.wrong` } }), 400, 'DeviceTokenNotForTopic'],
  ['bad path', () => ({ set: { ':path': '/example' } }), 404, 'BadPath'],
  ['missing token', () => ({ set: { authorization: undefined } }), 403, 'MissingProviderToken'],
  ['authorization is not bearer', () => ({ set: { authorization: 'basic abc' } }), 403, 'MissingProviderToken'],
  ['empty token', () => ({ set: { authorization: 'bearer ' } }), 403, 'MissingProviderToken'],
  ['malformed token', () => ({ set: { authorization: 'bearer not.a.token' } }), 403, 'InvalidProviderToken'],
  ['unknown key id', () => ({ token: { header: { kid: 'UNKNOWN001' } } }), 403, 'InvalidProviderToken'],
  ['bad signature', () => ({ token: { key: wrongKey } }), 403, 'InvalidProviderToken'],
  ['expired token', () => ({ token: { age: 2 * 3600 } }), 403, 'ExpiredProviderToken'],
  ['topic not allowed for the key', () => ({ token: { header: { kid: 'TOPICSKEY1' } } }), 400, 'TopicDisallowed'],
  ['topic not in the certificate', () => ({ set: { 'apns-topic': 'com.example.other', authorization: undefined } }), 400, 'TopicDisallowed', 'both'],
  ['missing payload', () => ({ body: null }), 400, 'PayloadEmpty'],
  ['empty payload', () => ({ body: '' }), 400, 'PayloadEmpty'],
  ['oversized payload', () => ({ body: 'x'.repeat(4097) }), 413, 'PayloadTooLarge'],
];
for (const [what, change, status, reason, by] of PUSHY) {
  test(`Pushy: ${what} is ${reason}`, async () => {
    const request = alert(change());
    refused(await answer(request, by && certificates[by].pem), request, status, reason);
  });
}

test('Pushy: a team other than the first on the connection is refused', async () => {
  const session = connect(cloud);
  const first = alert();
  assert.equal((await exchange(session, first.headers, first.body)).status, 200);
  const second = alert({ token: { header: { kid: 'FABRIKAM01' }, claims: { iss: 'FABRIKAM00' } } });
  assert.equal((await exchange(session, second.headers, second.body)).status, 403);
  session.close();
});

const ACCEPTED = [
  ['a valid notification', () => ({})],
  ['a valid notification by certificate', () => ({ set: { authorization: undefined } }), 'both'],
  ['by certificate, the subject as topic', () => ({ set: { authorization: undefined, 'apns-topic': undefined } }), 'both'],
  ['a collapse id of 64 bytes', () => ({ set: { 'apns-collapse-id': 'x'.repeat(64) } })],
  ['an expiration date', () => ({ set: { 'apns-expiration': '1900000000' } })],
  ['priority 10', () => ({ set: { 'apns-priority': '10' } })],
  ['priority 5', () => ({ set: { 'apns-priority': '5' } })],
  ['priority 1', () => ({ set: { 'apns-priority': '1' } })],
  ['no push type', () => ({ set: { 'apns-push-type': undefined } })],
  ['a push type of background', () => ({ set: { 'apns-push-type': 'background', 'apns-priority': '5' } })],
];
for (const [what, change, by] of ACCEPTED) {
  test(`Pushy: ${what} is accepted, and apns-id echoed`, async () => {
    const own = await phone(cloud, 'pushy');
    const request = alert({ to: own.alert, ...change() });
    const response = await answer(request, by && certificates[by].pem);
    assert.equal(response.text, '');
    assert.equal(response.status, 200);
    assert.equal(response.headers['apns-id'], request.headers['apns-id']);
    assert.equal(response.headers['apns-unique-id'], undefined);
    assert.equal((await received(cloud, 'pushy')).length, 1);
  });
}

test('Pushy: apns-unique-id comes from the sandbox', async () => {
  const response = await answer(alert({ to: tokens.tablet.alert, host: SANDBOX }));
  assert.equal(response.status, 200);
  assert.match(response.headers['apns-unique-id'], /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('Pushy: an id is made where the request has none', async () => {
  const response = await answer(alert({ set: { 'apns-id': undefined } }));
  assert.equal(response.status, 200);
  assert.match(response.headers['apns-id'], /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
});

// --- last, since it moves the clock ----------------------------------------------------------------------------------

test('410 ExpiredToken: thirty days after the device token was issued', async () => {
  const clock = await cloud.control('GET', '/clock');
  const own = await phone(cloud, 'old');
  await cloud.control('POST', '/clock/advance', { by: '30d' });
  const request = alert({ to: own.alert });
  refused(await answer(request), request, 410, 'ExpiredToken', { timestamp: Date.parse(clock.body.now) + 30 * 86_400_000 });
});
