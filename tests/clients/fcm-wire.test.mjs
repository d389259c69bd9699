// FCM over real sockets, without an SDK: what is asked, and the whole of what is answered.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serveFcm } from './support/fcm-cloud.mjs';
import { overHttp1, overHttp2 } from './support/raw.mjs';

let cloud;
let http2;
let http1;
before(async () => {
  cloud = await serveFcm({ fcm_legacy: 'on' });
  http1 = overHttp1(cloud);
  http2 = overHttp2(cloud);
});
after(async () => {
  http2.close();
  await cloud.stop();
});

const SEND = '/v1/projects/droppoint-project/messages:send';
const BY_HAND = { authorization: 'Bearer by-hand' };
const OAUTH = { service: 'fcm.googleapis.com', method: 'google.firebase.fcm.v1.FcmService.SendMessage' };
const google = (code, status, message, ...details) => ({ error: { code, message, status, ...(details.length ? { details } : {}) } });
const fcmError = (errorCode) => ({ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode });
const badRequest = (...fieldViolations) => ({ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations });
const errorInfo = (reason, domain, metadata) => ({ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata });
const quota = (subject, description) => ({ '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ subject, description }] });
const credentials = (reason, start) => google(401, 'UNAUTHENTICATED', `${start} Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.`, errorInfo(reason, 'googleapis.com', OAUTH));
const schema = (field, description) => google(400, 'INVALID_ARGUMENT', description, badRequest({ ...(field ? { field } : {}), description }));
const invalid = (field, description, message = 'Request contains an invalid argument.') => google(400, 'INVALID_ARGUMENT', message, badRequest({ field, description }), fcmError('INVALID_ARGUMENT'));
const noSuchPage = (path) => `<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n<p>The requested URL <code>${path}</code> was not found on this server.\n</html>\n`;

// Name, path, headers, message or body (a function of the tokens where it needs them), status, exact answer.
const TABLE = [
  ['no credential', SEND, {}, {}, 401, credentials('CREDENTIALS_MISSING', 'Request is missing required authentication credential.')],
  ['an unknown access token', SEND, { authorization: 'Bearer nobody' }, {}, 401, credentials('ACCESS_TOKEN_TYPE_UNSUPPORTED', 'Request had invalid authentication credentials.')],
  ['a server key', SEND, { authorization: 'key=server-key' }, {}, 401, credentials('ACCESS_TOKEN_TYPE_UNSUPPORTED', 'Request had invalid authentication credentials.')],
  ['another project', '/v1/projects/other-project/messages:send', BY_HAND, {}, 403, google(403, 'PERMISSION_DENIED', "Permission 'cloudmessaging.messages.create' denied on resource '//cloudresourcemanager.googleapis.com/projects/other-project' (or it may not exist).", errorInfo('IAM_PERMISSION_DENIED', 'cloudresourcemanager.googleapis.com', { permission: 'cloudmessaging.messages.create', resource: 'projects/other-project' }))],
  ['a project that is not', '/v1/projects/nowhere/messages:send', BY_HAND, {}, 403, google(403, 'PERMISSION_DENIED', "Permission 'cloudmessaging.messages.create' denied on resource '//cloudresourcemanager.googleapis.com/projects/nowhere' (or it may not exist).", errorInfo('IAM_PERMISSION_DENIED', 'cloudresourcemanager.googleapis.com', { permission: 'cloudmessaging.messages.create', resource: 'projects/nowhere' }))],
  ['an API that is disabled', '/v1/projects/closed-project/messages:send', { authorization: 'Bearer closed' }, {}, 403, google(403, 'PERMISSION_DENIED', 'Firebase Cloud Messaging API has not been used in project 4343 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/fcm.googleapis.com/overview?project=4343 then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.', errorInfo('SERVICE_DISABLED', 'googleapis.com', { consumer: 'projects/4343', service: 'fcm.googleapis.com' }))],
  ['no JSON', SEND, BY_HAND, 'to=x', 400, schema('', 'Invalid JSON payload received. Unexpected token.\nto=x\n^')],
  ['no object', SEND, BY_HAND, '[]', 400, schema('', 'Invalid JSON payload received. Unknown name "": Root element must be a message.')],
  ['an unknown member', SEND, BY_HAND, '{"to":"x"}', 400, schema('', 'Invalid JSON payload received. Unknown name "to": Cannot find field.')],
  ['a number as data', SEND, BY_HAND, { token: 'x', data: { a: 12 } }, 400, schema('message.data[0].value', "Invalid value at 'message.data[0].value' (TYPE_STRING), 12")],
  ['two targets', SEND, BY_HAND, { token: 'x', topic: 'y' }, 400, schema('message', "Invalid value at 'message' (oneof), oneof field 'target' is already set. Cannot set 'topic'")],
  ['a ttl that is none', SEND, BY_HAND, { token: 'x', android: { ttl: '5' } }, 400, schema('message.android.ttl', "Invalid value at 'message.android.ttl' (type.googleapis.com/google.protobuf.Duration), Field 'ttl', Illegal duration format; duration must end with 's'")],
  ['no message', SEND, BY_HAND, '{}', 400, invalid('message', 'The message is not set.', 'The message is not set.')],
  ['no target', SEND, BY_HAND, {}, 400, invalid('message', 'Recipient of the message is not set.', 'Recipient of the message is not set.')],
  ['a topic that is none', SEND, BY_HAND, { topic: '/topics/news' }, 400, invalid('message.topic', 'Invalid topic name provided.')],
  ['a condition that is none', SEND, BY_HAND, { condition: 'news' }, 400, invalid('message.condition', 'Invalid condition expression provided.')],
  ['a reserved key', SEND, BY_HAND, { token: 'x', data: { from: 'y' } }, 400, invalid('message.data[0].key', 'Invalid data payload key: from')],
  ['a ttl out of range', SEND, BY_HAND, { token: 'x', android: { ttl: '2419201s' } }, 400, invalid('message.android.ttl', 'Invalid ttl: it must be between 0 and 2419200 seconds.')],
  ['4097 bytes', SEND, BY_HAND, { token: 'x', data: { k: 'y'.repeat(4096) } }, 400, invalid('message', 'Android message is too big', 'Android message is too big')],
  ['2049 bytes to a topic', SEND, BY_HAND, { topic: 'x', data: { k: 'y'.repeat(2048) } }, 400, invalid('message', 'Android message is too big', 'Android message is too big')],
  ['a token that is none', SEND, BY_HAND, { token: 'x' }, 400, google(400, 'INVALID_ARGUMENT', 'The registration token is not a valid FCM registration token', fcmError('INVALID_ARGUMENT'))],
  ['UNREGISTERED', SEND, BY_HAND, ({ nobody }) => ({ token: nobody }), 404, google(404, 'NOT_FOUND', 'Requested entity was not found.', fcmError('UNREGISTERED'))],
  ['SENDER_ID_MISMATCH', SEND, BY_HAND, ({ tokens }) => ({ token: tokens['erin-pixel'] }), 403, google(403, 'PERMISSION_DENIED', 'SenderId mismatch', fcmError('SENDER_ID_MISMATCH'))],
  ['another package', SEND, BY_HAND, ({ tokens }) => ({ token: tokens['carol-pixel'], android: { restricted_package_name: 'com.else' } }), 400, invalid('message.android.restricted_package_name', 'Invalid package name: the token is of another app.', 'Invalid package name: the token is of another app.')],
  ['an installation id', SEND, BY_HAND, { fid: 'x' }, 501, google(501, 'UNIMPLEMENTED', 'Sending to an installation id is not emulated; see docs/fidelity/fcm.md.')],
  ['a trial, by the number of the project', '/v1/projects/4242/messages:send', BY_HAND, ({ tokens }) => JSON.stringify({ validateOnly: true, message: { token: tokens['carol-pixel'] } }), 200, { name: 'projects/droppoint-project/messages/fake_message_id' }],
  ['an unknown path', '/v1/projects/droppoint-project/messages:receive', BY_HAND, {}, 404, noSuchPage('/v1/projects/droppoint-project/messages:receive')],
  ['device groups', '/fcm/notification', BY_HAND, '{}', 501, google(501, 'UNIMPLEMENTED', 'Messaging to device groups is not emulated; see docs/fidelity/fcm.md.')],
  ['topic management without its header', '/iid/v1:batchAdd', BY_HAND, '{}', 401, '<HTML>\n<HEAD>\n<TITLE>Unauthorized</TITLE>\n</HEAD>\n<BODY>\n<H1>Unauthorized</H1>\n<H2>Error 401</H2>\n</BODY>\n</HTML>\n'],
  ['topic management without tokens', '/iid/v1:batchAdd', { ...BY_HAND, access_token_auth: 'true' }, '{"to":"/topics/a","registration_tokens":[]}', 400, { error: 'INVALID_ARGUMENT' }],
  ['a server key that is none', '/fcm/send', { authorization: 'key=x' }, '{}', 401, '<HTML>\n<HEAD>\n<TITLE>Unauthorized</TITLE>\n</HEAD>\n<BODY>\n<H1>Unauthorized</H1>\n<H2>Error 401</H2>\n</BODY>\n</HTML>\n'],
  ['the legacy protocol with a wrong type', '/fcm/send', { authorization: 'key=server-key' }, '{"to":1}', 400, 'Field "to" must be a JSON string: 1\n'],
  ['an unsupported grant', '/token', {}, 'grant_type=password', 400, { error: 'unsupported_grant_type', error_description: 'Invalid grant_type: password' }],
  ['an assertion that is no token', '/oauth2/v4/token', {}, 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer', 400, { error: 'invalid_request', error_description: 'Missing required parameter: assertion' }],
];

const readable = ({ headers, body }) => (/json/.test(headers['content-type']) ? JSON.parse(body) : body);

for (const protocol of ['HTTP/1.1', 'HTTP/2']) {
  const ask = (...request) => (protocol === 'HTTP/2' ? http2 : http1)(...request);
  describe(`over ${protocol}`, () => {
    for (const [name, path, headers, what, status, answer] of TABLE) {
      test(name, async () => {
        const asked = typeof what === 'function' ? what(cloud) : what;
        const body = typeof asked === 'string' ? asked : JSON.stringify({ message: asked });
        const type = path.includes('token') ? 'application/x-www-form-urlencoded' : 'application/json';
        const found = await ask('POST', path, { 'content-type': type, ...headers }, body);
        assert.deepEqual([found.status, readable(found)], [status, answer]);
      });
    }

    test('an answer says what it is', async () => {
      const refused = await ask('POST', SEND, {}, '{}');
      assert.equal(refused.headers['content-type'], 'application/json; charset=UTF-8');
      assert.equal(refused.headers['www-authenticate'], 'Bearer realm="https://accounts.google.com/"');
    });

    test('topicSubscriptions', async () => {
      const token = cloud.tokens['carol-pixel'];
      const topic = protocol.replace('/', '-');
      const parent = `/v1/projects/droppoint-project/registrations/${encodeURIComponent(token)}/topicSubscriptions`;
      const status = async (method, path) => (await ask(method, path, BY_HAND, method === 'POST' ? '{}' : '')).status;
      assert.equal(await status('POST', `${parent}?topic_name=${topic}`), 200);
      assert.equal(await status('POST', `${parent}?topicName=${topic}`), 409);
      const listed = await ask('GET', parent, BY_HAND);
      assert.equal(JSON.parse(listed.body).topicSubscriptions.filter((one) => one.topicName === topic).length, 1);
      assert.equal(await status('DELETE', `${parent}/${topic}`), 200);
      assert.equal(await status('DELETE', `${parent}/${topic}`), 404);
      assert.equal(await status('DELETE', `${parent}/${topic}?allow_missing=true`), 200);
    });
  });
}

test('429 and 503 say when to come back', async () => {
  const busy = await serveFcm({ fcm: { quotas: { project_per_minute: 1, device_per_minute: 0 }, projects: { 'droppoint-project': { number: '4242', access_token: 'by-hand' } } } });
  try {
    const ask = overHttp1(busy);
    const to = (token) => JSON.stringify({ message: { token } });
    const device = await ask('POST', SEND, BY_HAND, to(busy.tokens['carol-pixel']));
    assert.deepEqual([device.status, JSON.parse(device.body)], [429, google(429, 'RESOURCE_EXHAUSTED', 'Device message rate exceeded.', fcmError('QUOTA_EXCEEDED'), quota(`device:${busy.tokens['carol-pixel']}`, 'Device message rate exceeded.'))]);
    assert.equal(device.headers['retry-after'], '60');
    assert.equal((await ask('POST', SEND, BY_HAND, to('x'))).status, 400);
    const project = await ask('POST', SEND, BY_HAND, to(busy.tokens['carol-pixel']));
    assert.deepEqual(JSON.parse(project.body), google(429, 'RESOURCE_EXHAUSTED', "Quota exceeded for quota metric 'Send requests' and limit 'Send requests per minute' of service 'fcm.googleapis.com' for consumer 'project_number:4242'.", fcmError('QUOTA_EXCEEDED'), quota('project:droppoint-project', 'Message rate exceeded for the project.')));
    assert.ok(Number(project.headers['retry-after']) > 0 && Number(project.headers['retry-after']) <= 60);
  } finally {
    await busy.stop();
  }
  const down = await serveFcm({ fcm: { outage: { for: '1d', retry_after: '30s' } } });
  try {
    const answer = await overHttp1(down)('POST', SEND, {}, '{}');
    assert.deepEqual([answer.status, JSON.parse(answer.body)], [503, google(503, 'UNAVAILABLE', 'The service is currently unavailable.', fcmError('UNAVAILABLE'))]);
    assert.equal(answer.headers['retry-after'], '30');
  } finally {
    await down.stop();
  }
});
