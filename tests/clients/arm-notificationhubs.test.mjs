// Every public method of @azure/arm-notificationhubs, once with success and once with a refusal. The table is
// checked against the methods that the client has: a new one makes the first test fail until it is in it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fixture, serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

const group = 'droppoint';
const spaces = 'made-by-arm';
const hub = 'made-here';

let cloud;
let client;
let unauthorized;
let token;
before(async () => {
  cloud = await serve();
  await trust(cloud.ca);
  const identity = await import('@azure/identity');
  const arm = await import('@azure/arm-notificationhubs');
  const { tenant_id: tenant, client_id: id, client_secret: secret, authority } = cloud.info.entra;
  const credential = new identity.ClientSecretCredential(tenant, id, secret, { authorityHost: authority, disableInstanceDiscovery: true });
  const endpoint = cloud.info.endpoint.replace(/\/$/, '');
  const options = { endpoint, retryOptions: { maxRetries: 0 } };
  client = new arm.NotificationHubsManagementClient(credential, cloud.info.subscription_id, options);
  // What is no token is refused before anything else: how methods that cannot fail otherwise are seen to.
  const nobody = { getToken: async () => ({ token: 'nobody', expiresOnTimestamp: Date.now() + 3600_000 }) };
  unauthorized = new arm.NotificationHubsManagementClient(nobody, cloud.info.subscription_id, options);
  token = (await fixture('keys/apns-signing-key.pem')).replace(/-----[A-Z ]+-----|\s/g, '');
});
after(async () => { await cloud.stop(); });

const all = async (pages) => {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
};
const names = (items) => items.map((item) => item.name);
const location = 'eastus';
const rights = (...list) => ({ properties: { rights: list } });
const makeNamespace = (name = spaces) => client.namespaces.createOrUpdate(group, name, { location, sku: { name: 'Standard' } });
const makeHub = async () => {
  await makeNamespace();
  await client.notificationHubs.createOrUpdate(group, spaces, hub, { location });
};
const makeRule = async (of) => {
  await makeHub();
  return of === 'hub'
    ? client.notificationHubs.createOrUpdateAuthorizationRule(group, spaces, hub, 'sender', rights('Send'))
    : client.namespaces.createOrUpdateAuthorizationRule(group, spaces, 'sender', rights('Send'));
};
const apnsCredential = () => ({
  endpoint: 'https://api.push.apple.com:443/3/device', keyId: 'DROPKEY001', appName: 'com.example.droppoint', appId: 'DROPPOINT1', token,
});

// `operationGroup.method` → what succeeds, and [what is refused, with which status].
const table = {
  'operations.list': {
    succeeds: async () => assert.ok(names(await all(client.operations.list())).includes('Microsoft.NotificationHubs/Namespaces/write')),
    refused: [() => all(unauthorized.operations.list()), 401],
  },
  'namespaces.list': {
    succeeds: async () => { await makeNamespace(); assert.ok(names(await all(client.namespaces.list(group))).includes(spaces)); },
    refused: [() => all(client.namespaces.list('no-such-group')), 404],
  },
  'namespaces.listAll': {
    succeeds: async () => { await makeNamespace(); assert.ok(names(await all(client.namespaces.listAll())).includes(spaces)); },
    refused: [() => all(unauthorized.namespaces.listAll()), 401],
  },
  'namespaces.listAuthorizationRules': {
    succeeds: async () => {
      await makeNamespace('with-one-rule');
      assert.deepEqual(names(await all(client.namespaces.listAuthorizationRules(group, 'with-one-rule'))), ['RootManageSharedAccessKey']);
    },
    refused: [() => all(client.namespaces.listAuthorizationRules(group, 'no-such-ns')), 404],
  },
  'namespaces.checkAvailability': {
    succeeds: async () => {
      await makeNamespace();
      assert.equal((await client.namespaces.checkAvailability({ name: 'still-free' })).isAvailiable, true);
      assert.equal((await client.namespaces.checkAvailability({ name: spaces })).isAvailiable, false);
    },
    refused: [() => client.namespaces.checkAvailability({ name: '' }), 400],
  },
  'namespaces.createOrUpdate': {
    succeeds: async () => {
      const made = await client.namespaces.createOrUpdate(group, spaces, { location, sku: { name: 'Basic' }, tags: { a: 'b' } });
      assert.equal(made.provisioningState, 'Succeeded');
      assert.equal(made.sku.name, 'Basic');
      assert.equal(made.serviceBusEndpoint, `https://${spaces}.servicebus.windows.net:443/`);
    },
    refused: [() => client.namespaces.createOrUpdate(group, spaces, { location, sku: { name: 'Premium' } }), 400],
  },
  'namespaces.patch': {
    succeeds: async () => {
      await makeNamespace();
      assert.deepEqual((await client.namespaces.patch(group, spaces, { tags: { c: 'd' } })).tags, { c: 'd' });
    },
    refused: [() => client.namespaces.patch(group, 'no-such-ns', { tags: {} }), 404],
  },
  'namespaces.beginDelete': {
    succeeds: async () => {
      await makeNamespace('to-be-deleted');
      const poller = await client.namespaces.beginDelete(group, 'to-be-deleted');
      await poller.pollUntilDone();
      await assert.rejects(client.namespaces.get(group, 'to-be-deleted'), { statusCode: 404 });
    },
    refused: [() => client.namespaces.beginDelete('no-such-group', spaces), 404],
  },
  'namespaces.beginDeleteAndWait': {
    succeeds: async () => {
      await makeNamespace('to-be-deleted');
      await client.namespaces.beginDeleteAndWait(group, 'to-be-deleted');
      await assert.rejects(client.namespaces.get(group, 'to-be-deleted'), { statusCode: 404 });
    },
    refused: [() => client.namespaces.beginDeleteAndWait('no-such-group', spaces), 404],
  },
  'namespaces.get': {
    succeeds: async () => { await makeNamespace(); assert.equal((await client.namespaces.get(group, spaces)).status, 'Created'); },
    refused: [() => client.namespaces.get(group, 'no-such-ns'), 404],
  },
  'namespaces.createOrUpdateAuthorizationRule': {
    succeeds: async () => assert.deepEqual((await makeRule('namespace')).rights, ['Send']),
    refused: [() => client.namespaces.createOrUpdateAuthorizationRule(group, spaces, 'manager', rights('Manage')), 400],
  },
  'namespaces.deleteAuthorizationRule': {
    succeeds: async () => {
      await makeRule('namespace');
      await client.namespaces.deleteAuthorizationRule(group, spaces, 'sender');
      await assert.rejects(client.namespaces.getAuthorizationRule(group, spaces, 'sender'), { statusCode: 404 });
    },
    refused: [() => client.namespaces.deleteAuthorizationRule(group, spaces, 'RootManageSharedAccessKey'), 400],
  },
  'namespaces.getAuthorizationRule': {
    succeeds: async () => { await makeRule('namespace'); assert.equal((await client.namespaces.getAuthorizationRule(group, spaces, 'sender')).keyName, 'sender'); },
    refused: [() => client.namespaces.getAuthorizationRule(group, spaces, 'nobody'), 404],
  },
  'namespaces.listKeys': {
    succeeds: async () => {
      await makeNamespace();
      assert.match((await client.namespaces.listKeys(group, spaces, 'RootManageSharedAccessKey')).primaryConnectionString, /^Endpoint=sb:\/\/.*;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=.{44}$/);
    },
    refused: [() => client.namespaces.listKeys(group, spaces, 'nobody'), 404],
  },
  'namespaces.regenerateKeys': {
    succeeds: async () => {
      await makeRule('namespace');
      const old = await client.namespaces.listKeys(group, spaces, 'sender');
      const fresh = await client.namespaces.regenerateKeys(group, spaces, 'sender', { policyKey: 'PrimaryKey' });
      assert.notEqual(fresh.primaryKey, old.primaryKey);
      assert.equal(fresh.secondaryKey, old.secondaryKey);
    },
    refused: [() => client.namespaces.regenerateKeys(group, spaces, 'sender', { policyKey: 'TertiaryKey' }), 400],
  },
  'notificationHubs.list': {
    succeeds: async () => { await makeHub(); assert.deepEqual(names(await all(client.notificationHubs.list(group, spaces))), [hub]); },
    refused: [() => all(client.notificationHubs.list(group, 'no-such-ns')), 404],
  },
  'notificationHubs.listAuthorizationRules': {
    succeeds: async () => {
      await makeHub();
      const rules = names(await all(client.notificationHubs.listAuthorizationRules(group, spaces, hub)));
      assert.ok(rules.includes('DefaultListenSharedAccessSignature') && rules.includes('DefaultFullSharedAccessSignature'));
    },
    refused: [() => all(client.notificationHubs.listAuthorizationRules(group, spaces, 'no-such-hub')), 404],
  },
  'notificationHubs.checkNotificationHubAvailability': {
    succeeds: async () => {
      await makeHub();
      assert.equal((await client.notificationHubs.checkNotificationHubAvailability(group, spaces, { name: 'still-free' })).isAvailiable, true);
      assert.equal((await client.notificationHubs.checkNotificationHubAvailability(group, spaces, { name: hub })).isAvailiable, false);
    },
    refused: [() => client.notificationHubs.checkNotificationHubAvailability(group, 'no-such-ns', { name: 'a' }), 404],
  },
  'notificationHubs.createOrUpdate': {
    succeeds: async () => {
      await makeNamespace();
      const made = await client.notificationHubs.createOrUpdate(group, spaces, hub, { location, apnsCredential: apnsCredential(), registrationTtl: '90.00:00:00' });
      assert.equal(made.registrationTtl, '90.00:00:00');
      assert.equal(made.apnsCredential, undefined);
    },
    refused: [() => client.notificationHubs.createOrUpdate(group, spaces, hub, { location, apnsCredential: { ...apnsCredential(), endpoint: 'gateway.push.apple.com' } }), 400],
  },
  'notificationHubs.patch': {
    succeeds: async () => {
      await makeHub();
      await client.notificationHubs.patch(group, spaces, hub, { parameters: { gcmCredential: { googleApiKey: 'key', gcmEndpoint: 'https://fcm.googleapis.com/fcm/send' } } });
      assert.equal((await client.notificationHubs.getPnsCredentials(group, spaces, hub)).gcmCredential.googleApiKey, 'key');
    },
    refused: [() => client.notificationHubs.patch(group, spaces, 'no-such-hub', { parameters: {} }), 404],
  },
  'notificationHubs.delete': {
    succeeds: async () => {
      await makeHub();
      await client.notificationHubs.delete(group, spaces, hub);
      await assert.rejects(client.notificationHubs.get(group, spaces, hub), { statusCode: 404 });
    },
    refused: [() => client.notificationHubs.delete(group, spaces, 'no-such-hub'), 404],
  },
  'notificationHubs.get': {
    succeeds: async () => { await makeHub(); assert.equal((await client.notificationHubs.get(group, spaces, hub)).registrationTtl, '10675199.02:48:05.4775807'); },
    refused: [() => client.notificationHubs.get(group, spaces, 'no-such-hub'), 404],
  },
  'notificationHubs.debugSend': {
    succeeds: async () => {
      await makeHub();
      await client.notificationHubs.patch(group, spaces, hub, { parameters: { gcmCredential: { googleApiKey: 'key' } } });
      const sent = await client.notificationHubs.debugSend(group, spaces, hub, { parameters: { data: { message: 'Hello' } } });
      assert.deepEqual([sent.success, sent.failure], [0, 0]);
    },
    refused: [() => client.notificationHubs.debugSend(group, spaces, 'no-such-hub', { parameters: {} }), 404],
  },
  'notificationHubs.createOrUpdateAuthorizationRule': {
    succeeds: async () => assert.deepEqual((await makeRule('hub')).rights, ['Send']),
    refused: [() => client.notificationHubs.createOrUpdateAuthorizationRule(group, spaces, hub, 'nothing', rights()), 400],
  },
  'notificationHubs.deleteAuthorizationRule': {
    succeeds: async () => {
      await makeRule('hub');
      await client.notificationHubs.deleteAuthorizationRule(group, spaces, hub, 'sender');
      await assert.rejects(client.notificationHubs.getAuthorizationRule(group, spaces, hub, 'sender'), { statusCode: 404 });
    },
    refused: [() => client.notificationHubs.deleteAuthorizationRule(group, spaces, 'no-such-hub', 'sender'), 404],
  },
  'notificationHubs.getAuthorizationRule': {
    succeeds: async () => { await makeRule('hub'); assert.match((await client.notificationHubs.getAuthorizationRule(group, spaces, hub, 'sender')).primaryKey, /^.{44}$/); },
    refused: [() => client.notificationHubs.getAuthorizationRule(group, spaces, hub, 'nobody'), 404],
  },
  'notificationHubs.listKeys': {
    succeeds: async () => {
      await makeRule('hub');
      assert.match((await client.notificationHubs.listKeys(group, spaces, hub, 'sender')).secondaryConnectionString, new RegExp(`;EntityPath=${hub}$`));
    },
    refused: [() => client.notificationHubs.listKeys(group, spaces, hub, 'nobody'), 404],
  },
  'notificationHubs.regenerateKeys': {
    succeeds: async () => {
      await makeRule('hub');
      const old = await client.notificationHubs.listKeys(group, spaces, hub, 'sender');
      const fresh = await client.notificationHubs.regenerateKeys(group, spaces, hub, 'sender', { policyKey: 'SecondaryKey' });
      assert.equal(fresh.primaryKey, old.primaryKey);
      assert.notEqual(fresh.secondaryKey, old.secondaryKey);
    },
    refused: [() => client.notificationHubs.regenerateKeys(group, spaces, hub, 'nobody', { policyKey: 'PrimaryKey' }), 404],
  },
  'notificationHubs.getPnsCredentials': {
    succeeds: async () => {
      await makeHub();
      await client.notificationHubs.createOrUpdate(group, spaces, hub, { location, apnsCredential: apnsCredential() });
      const shown = await client.notificationHubs.getPnsCredentials(group, spaces, hub);
      assert.equal(shown.apnsCredential.keyId, 'DROPKEY001');
      assert.equal(shown.apnsCredential.token, token);
      assert.equal(shown.gcmCredential, undefined);
    },
    refused: [() => client.notificationHubs.getPnsCredentials(group, spaces, 'no-such-hub'), 404],
  },
};

// Names with an underscore in front and those for pages are the client's own.
function publicMethods() {
  const found = [];
  for (const [name, operations] of Object.entries(client)) {
    if (!operations?.constructor?.name.endsWith('Impl')) continue;
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(operations)))
      if (method !== 'constructor' && !method.startsWith('_') && !method.includes('Paging')) found.push(`${name}.${method}`);
  }
  return found.sort();
}

test('the table has every public method of the client, and no other', () => {
  assert.deepEqual(Object.keys(table).sort(), publicMethods());
});

for (const [method, { succeeds, refused: [call, status] }] of Object.entries(table)) {
  test(`${method} succeeds`, succeeds);
  test(`${method} is refused`, async () => {
    await makeHub();
    await assert.rejects(call, (error) => error.statusCode === status || assert.fail(`${error.statusCode}: ${error.message}`));
  });
}
