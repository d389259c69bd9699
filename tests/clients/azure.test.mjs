// The Azure SDKs for JavaScript, pointed here by their endpoint and connection string alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

let cloud;
let azure;
before(async () => {
  cloud = await serve();
  await trust(cloud.ca);
  azure = {
    identity: await import('@azure/identity'),
    arm: await import('@azure/arm-communication'),
    communication: await import('@azure/communication-identity'),
    hubs: await import('@azure/notification-hubs'),
  };
});
after(async () => { await cloud.stop(); });

function credential() {
  const { tenant_id: tenant, client_id: client, client_secret: secret, authority } = cloud.info.entra;
  return new azure.identity.ClientSecretCredential(tenant, client, secret, { authorityHost: authority, disableInstanceDiscovery: true });
}

function management() {
  return new azure.arm.CommunicationServiceManagementClient(credential(), cloud.info.subscription_id, { endpoint: cloud.info.endpoint.replace(/\/$/, '') });
}

test('@azure/arm-communication creates, lists keys and links a hub', async () => {
  const client = management();
  const made = await client.communicationServices.beginCreateOrUpdateAndWait('droppoint', 'made-here', { location: 'Global', dataLocation: 'United States' });
  assert.equal(made.provisioningState, 'Succeeded');
  const keys = await client.communicationServices.listKeys('droppoint', 'made-here');
  assert.match(keys.primaryConnectionString, /^endpoint=https:\/\//);
  const hub = cloud.info.notification_hubs['droppoint-ns/droppoint-hub'];
  const linked = await client.communicationServices.linkNotificationHub('droppoint', 'made-here', {
    linkNotificationHubParameters: { connectionString: hub.connection_strings['acs-send'], resourceId: hub.resource_id },
  });
  assert.equal(linked.resourceId, hub.resource_id);
});

test('@azure/communication-identity creates a user with a token', async () => {
  const { connection_string: connection } = cloud.info.communication_services['droppoint-acs'];
  const client = new azure.communication.CommunicationIdentityClient(connection);
  const { user, token, expiresOn } = await client.createUserAndToken(['chat', 'voip']);
  assert.match(user.communicationUserId, /^8:acs:/);
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  assert.equal(`8:${claims.skypeid}`, user.communicationUserId);
  assert.ok(expiresOn instanceof Date);
  await client.revokeTokens(user);
  await client.deleteUser(user);
});

test('@azure/notification-hubs sends directly, to one device and to many', async () => {
  const device = (name) => cloud.control('PUT', `/devices/${name}`, { platform: 'ios', app: 'com.example.droppoint', user: name, state: 'background' });
  await device('carol-iphone');
  await device('dave-iphone');
  const token = async (name) => (await cloud.control('GET', `/devices/${name}`)).body.tokens.alert;
  const hub = cloud.info.notification_hubs['droppoint-ns/droppoint-hub'];
  const client = new azure.hubs.NotificationHubsClient(hub.connection_strings.DefaultFullSharedAccessSignature, 'droppoint-hub');
  const notification = azure.hubs.createAppleNotification({ body: '{"aps":{"alert":"hi"}}', headers: { 'apns-push-type': 'alert', 'apns-priority': '10' } });
  const one = await client.sendNotification(notification, { deviceHandle: await token('carol-iphone') });
  assert.equal(one.state, 'Enqueued');
  assert.match(one.location, /\/droppoint-hub\/messages\//);
  const many = await client.sendNotification(notification, { deviceHandle: [await token('carol-iphone'), await token('dave-iphone')] });
  assert.equal(many.state, 'Enqueued');
  const received = await cloud.control('GET', '/devices/carol-iphone/notifications');
  assert.equal(received.body.length, 2);
  await assert.rejects(
    new azure.hubs.NotificationHubsClient(hub.connection_strings.DefaultListenSharedAccessSignature, 'droppoint-hub').sendNotification(notification, { deviceHandle: await token('carol-iphone') }),
    (error) => error.statusCode === 403,
  );
});

test('linked with ARM, registered and called, the phone rings; also after the clock went on by a day', async () => {
  const hub = cloud.info.notification_hubs['droppoint-ns/droppoint-hub'];
  await management().communicationServices.linkNotificationHub('droppoint', 'droppoint-acs', {
    linkNotificationHubParameters: { connectionString: hub.connection_strings['acs-send'], resourceId: hub.resource_id },
  });
  const ring = async (name) => {
    await cloud.control('PUT', `/devices/${name}`, { platform: 'ios', app: 'com.example.droppoint', user: name, state: 'background' });
    const call = await cloud.control('POST', '/calls', { from: 'bob', to: name });
    const trace = await cloud.control('GET', `/traces/${call.body.trace}?wait=verdict&timeout=5s`);
    assert.equal(trace.body.verdict.state, 'delivered');
    assert.equal(trace.body.kind, 'incoming-call');
  };
  await ring('erin');
  assert.equal((await cloud.control('PUT', '/clock', { mode: 'manual' })).status, 200);
  assert.equal((await cloud.control('POST', '/clock/advance', { by: '24h' })).status, 200);
  await ring('frank');
  const client = new azure.communication.CommunicationIdentityClient(cloud.info.communication_services['droppoint-acs'].connection_string);
  assert.match((await client.createUser()).communicationUserId, /^8:acs:/);
});
