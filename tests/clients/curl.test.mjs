// The document's own command, character for character but for what stands in <…>, as armclient sends it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { run } from './support/run.mjs';
import { fixture, serve } from './support/served.mjs';

let cloud;
before(async () => { cloud = await serve(); });
after(async () => { await cloud.stop(); });

const token = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"aud":"https://management.azure.com"}').toString('base64url')}.`;

// The path and the body of the published command, filled in.
async function published(values) {
  const command = (await fixture('documents/link-notification-hub.txt')).trim();
  const [, target, body] = /^armclient POST (\S+) "(.*)"$/.exec(command);
  // The document writes <resource_id> for two things: the resource's name in the path, the hub's id in the body.
  const fill = (text, resourceId) => text
    .replace('<sub_id>', values.subscription)
    .replace('<resource_group>', values.group)
    .replace('<resource_id>', resourceId)
    .replace('<connection_string>', values.connectionString);
  return { target: fill(target, values.resource), body: fill(body, values.hubId) };
}

// The headers of armclient.
const headers = [
  '-H', `Authorization: Bearer ${token}`, '-H', 'User-Agent: ARMClient/1.9.0.0', '-H', 'Accept: application/json',
  '-H', 'Content-Type: application/json; charset=utf-8', '-H', 'x-ms-request-id: 6e5bff4b-0000-4000-8000-000000000001',
  '-H', 'x-ms-client-request-id: 6e5bff4b-0000-4000-8000-000000000001',
  '-H', 'x-ms-correlation-request-id: 6e5bff4b-0000-4000-8000-000000000001',
];

async function link(host, extra) {
  const hub = cloud.info.notification_hubs['droppoint-ns/droppoint-hub'];
  const { target, body } = await published({
    subscription: cloud.info.subscription_id,
    group: cloud.info.resource_group,
    resource: 'droppoint-acs',
    connectionString: hub.connection_strings['acs-send'],
    hubId: hub.resource_id,
  });
  const result = await run('curl', ['-sS', '--cacert', cloud.info.ca_certificate, ...extra, ...headers, '-X', 'POST',
    '-w', '\n%{http_code}', '--data-binary', body, `https://${host}${target}`]);
  assert.equal(result.code, 0, result.stderr);
  const lines = result.stdout.split('\n');
  return { status: Number(lines.pop()), body: JSON.parse(lines.join('\n')), hubId: hub.resource_id };
}

test('the published link command works on the real host name', async () => {
  const answer = await link('management.azure.com', ['--connect-to', `management.azure.com:443:127.0.0.1:${cloud.port}`]);
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, { resourceId: answer.hubId });
});

test('the published link command works on localhost, over HTTP/1.1 and HTTP/2, and in clear text', async () => {
  for (const extra of [['--http1.1'], ['--http2']]) {
    const answer = await link(`127.0.0.1:${cloud.port}`, extra);
    assert.equal(answer.status, 200);
  }
  const links = await cloud.control('GET', '/links/droppoint-acs');
  assert.match(links.body.written.connection_string, /SharedAccessKeyName=acs-send/);
});

test('a call after the link rings the phone, and its trace shows every hop', async () => {
  await cloud.control('PUT', '/devices/alice-iphone', { platform: 'ios', app: 'com.example.droppoint', user: 'alice', state: 'background' });
  const call = await cloud.control('POST', '/calls', { from: 'bob', to: 'alice' });
  assert.equal(call.status, 201);
  assert.equal(call.body.verdict.state, 'delivered');
  const trace = await cloud.control('GET', `/traces/${call.body.trace}?wait=verdict&timeout=5s`);
  assert.equal(trace.body.verdict.by, 'apns');
  assert.deepEqual(trace.body.hops.map((hop) => hop.to), ['communication-services', 'notification-hubs', 'apns', 'device']);
});

test('garbage on the port is answered or closed, and the server goes on', async () => {
  const result = await run('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${cloud.port}; printf '\\001\\002garbage\\r\\n\\r\\n' >&3; timeout 5 cat <&3 | head -c 200`]);
  assert.match(result.stdout, /^(HTTP\/1\.1 400|$)/);
  const health = await cloud.control('GET', '/health');
  assert.equal(health.body.status, 'ok');
});
