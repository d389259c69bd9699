// Every public method of @azure/arm-communication: those of Communication Services once with success and once with a
// refusal, those of e-mail with the 501 that says they are not emulated. The tables are checked against the methods that
// the client has: a new one makes the first test fail until it is in one of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

const group = 'droppoint';
const name = 'made-by-arm';
const body = { location: 'Global', dataLocation: 'United States' };

let cloud;
let client;
// What is no token is refused before anything else: how methods that cannot fail otherwise are seen to.
let unauthorized;
before(async () => {
  cloud = await serve();
  await trust(cloud.ca);
  const identity = await import('@azure/identity');
  const arm = await import('@azure/arm-communication');
  const { tenant_id: tenant, client_id: id, client_secret: secret, authority } = cloud.info.entra;
  const credential = new identity.ClientSecretCredential(tenant, id, secret, { authorityHost: authority, disableInstanceDiscovery: true });
  const options = { endpoint: cloud.info.endpoint.replace(/\/$/, ''), retryOptions: { maxRetries: 0 } };
  client = new arm.CommunicationServiceManagementClient(credential, cloud.info.subscription_id, options);
  const nobody = { getToken: async () => ({ token: 'nobody', expiresOnTimestamp: Date.now() + 3600_000 }) };
  unauthorized = new arm.CommunicationServiceManagementClient(nobody, cloud.info.subscription_id, options);
});
after(async () => { await cloud.stop(); });

const all = async (pages) => {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
};
const names = (items) => items.map((item) => item.name);
const make = (called = name) => client.communicationServices.beginCreateOrUpdateAndWait(group, called, body);
const gone = (called) => assert.rejects(client.communicationServices.get(group, called), { statusCode: 404, code: 'ResourceNotFound' });

// `operationGroup.method` → what succeeds, and [what is refused, with which status and code].
const table = {
  'operations.list': {
    succeeds: async () => assert.ok(names(await all(client.operations.list())).includes('Microsoft.Communication/CommunicationServices/LinkNotificationHub/action')),
    refused: [() => all(unauthorized.operations.list()), 401, 'InvalidAuthenticationToken'],
  },
  'communicationServices.listBySubscription': {
    succeeds: async () => { await make(); assert.ok(names(await all(client.communicationServices.listBySubscription())).includes(name)); },
    refused: [() => all(unauthorized.communicationServices.listBySubscription()), 401, 'InvalidAuthenticationToken'],
  },
  'communicationServices.listByResourceGroup': {
    succeeds: async () => { await make(); assert.ok(names(await all(client.communicationServices.listByResourceGroup(group))).includes(name)); },
    refused: [() => all(client.communicationServices.listByResourceGroup('no-such-group')), 404, 'ResourceGroupNotFound'],
  },
  'communicationServices.checkNameAvailability': {
    succeeds: async () => {
      await make();
      const ask = (called) => client.communicationServices.checkNameAvailability({ type: 'Microsoft.Communication/CommunicationServices', name: called });
      assert.equal((await ask('still-free')).nameAvailable, true);
      assert.deepEqual([(await ask(name)).reason, (await ask('no spaces')).reason], ['AlreadyExists', 'Invalid']);
    },
    refused: [() => client.communicationServices.checkNameAvailability({ type: 'Microsoft.Web/sites', name: 'a' }), 400, 'InvalidRequestContent'],
  },
  'communicationServices.linkNotificationHub': {
    succeeds: async () => {
      await make();
      const hub = cloud.info.notification_hubs['droppoint-ns/droppoint-hub'];
      const linkNotificationHubParameters = { connectionString: hub.connection_strings['acs-send'], resourceId: hub.resource_id };
      assert.equal((await client.communicationServices.linkNotificationHub(group, name, { linkNotificationHubParameters })).resourceId, hub.resource_id);
      assert.equal((await client.communicationServices.get(group, name)).notificationHubId, hub.resource_id);
    },
    // Without parameters the client sends no body.
    refused: [() => client.communicationServices.linkNotificationHub(group, name), 400, 'InvalidRequestContent'],
  },
  'communicationServices.update': {
    succeeds: async () => {
      await make();
      assert.deepEqual((await client.communicationServices.update(group, name, { tags: { a: 'b' } })).tags, { a: 'b' });
    },
    refused: [() => client.communicationServices.update(group, 'no-such-one', { tags: {} }), 404, 'ResourceNotFound'],
  },
  'communicationServices.get': {
    succeeds: async () => {
      await make('never-linked');
      const shown = await client.communicationServices.get(group, 'never-linked');
      assert.deepEqual([shown.provisioningState, shown.hostName, shown.dataLocation, shown.notificationHubId], ['Succeeded', 'never-linked.communication.azure.com', 'United States', undefined]);
      assert.match(shown.immutableResourceId, /^[0-9a-f-]{36}$/);
    },
    refused: [() => client.communicationServices.get(group, 'no-such-one'), 404, 'ResourceNotFound'],
  },
  'communicationServices.beginCreateOrUpdate': {
    succeeds: async () => {
      const poller = await client.communicationServices.beginCreateOrUpdate(group, 'made-slowly', body);
      assert.equal((await poller.pollUntilDone()).provisioningState, 'Succeeded');
    },
    refused: [() => client.communicationServices.beginCreateOrUpdate(group, 'elsewhere', { location: 'eastus', dataLocation: 'United States' }), 400, 'LocationNotAvailableForResourceType'],
  },
  'communicationServices.beginCreateOrUpdateAndWait': {
    succeeds: async () => assert.equal((await make()).type, 'Microsoft.Communication/CommunicationServices'),
    refused: [() => client.communicationServices.beginCreateOrUpdateAndWait(group, name, { location: 'Global', dataLocation: 'France' }), 400, 'PropertyChangeNotAllowed'],
  },
  'communicationServices.beginDelete': {
    succeeds: async () => {
      await make('to-be-deleted');
      await (await client.communicationServices.beginDelete(group, 'to-be-deleted')).pollUntilDone();
      await gone('to-be-deleted');
    },
    refused: [() => client.communicationServices.beginDelete('no-such-group', name), 404, 'ResourceGroupNotFound'],
  },
  'communicationServices.beginDeleteAndWait': {
    succeeds: async () => {
      await make('to-be-deleted');
      await client.communicationServices.beginDeleteAndWait(group, 'to-be-deleted');
      await gone('to-be-deleted');
      // Deleting what is not there is no mistake.
      await client.communicationServices.beginDeleteAndWait(group, 'to-be-deleted');
    },
    refused: [() => client.communicationServices.beginDeleteAndWait('no-such-group', name), 404, 'ResourceGroupNotFound'],
  },
  'communicationServices.listKeys': {
    succeeds: async () => {
      await make();
      const keys = await client.communicationServices.listKeys(group, name);
      assert.match(keys.primaryConnectionString, /^endpoint=https:\/\/127\.0\.0\.1:\d+\/;accesskey=/);
      assert.equal(Buffer.from(keys.secondaryKey, 'base64').length, 64);
    },
    refused: [() => client.communicationServices.listKeys(group, 'no-such-one'), 404, 'ResourceNotFound'],
  },
  'communicationServices.regenerateKey': {
    succeeds: async () => {
      await make();
      const old = await client.communicationServices.listKeys(group, name);
      const fresh = await client.communicationServices.regenerateKey(group, name, { keyType: 'secondary' });
      assert.deepEqual([fresh.primaryKey === old.primaryKey, fresh.secondaryKey === old.secondaryKey], [true, false]);
    },
    // The client itself knows no third key.
    refused: [() => client.communicationServices.regenerateKey(group, 'no-such-one', { keyType: 'Primary' }), 404, 'ResourceNotFound'],
  },
};

// E-mail is no part of the path of a push.
const ofEmail = ['domains', 'emailServices', 'senderUsernames', 'smtpUsernames', 'suppressionLists', 'suppressionListAddresses'];

function publicMethods(of = client) {
  const found = [];
  for (const [key, operations] of Object.entries(of)) {
    if (!operations?.constructor?.name.endsWith('Impl')) continue;
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(operations)))
      if (method !== 'constructor' && !method.startsWith('_') && !method.includes('Paging')) found.push(`${key}.${method}`);
  }
  return found.sort();
}

test('the table has every public method of the client, and no other', () => {
  assert.deepEqual(Object.keys(table).sort(), publicMethods().filter((method) => !ofEmail.includes(method.split('.')[0])));
});

for (const [method, { succeeds, refused: [call, status, code] }] of Object.entries(table)) {
  test(`${method} succeeds`, succeeds);
  test(`${method} is refused`, async () => {
    await make();
    await assert.rejects(call, (error) => (error.statusCode === status && error.code === code) || assert.fail(`${error.statusCode} ${error.code}: ${error.message}`));
  });
}

test('every method of e-mail says that it is not emulated', async () => {
  await make();
  const methods = publicMethods().filter((method) => ofEmail.includes(method.split('.')[0]));
  assert.ok(methods.length > 30);
  for (const method of methods) {
    const [operations, called] = method.split('.');
    const bodies = { location: 'Global', dataLocation: 'United States', domainManagement: 'AzureManaged', verificationType: 'SPF' };
    const call = async () => {
      // Names as many as the path has, then the body.
      const placeholders = { domains: 3, emailServices: 2, senderUsernames: 4, smtpUsernames: 3, suppressionLists: 4, suppressionListAddresses: 5 }[operations];
      const lists = /^list/.test(called);
      const values = called === 'listBySubscription' || called === 'listVerifiedExchangeOnlineDomains' ? []
        : [group, operations === 'smtpUsernames' ? name : 'mail', 'domain', 'one', 'two'].slice(0, called === 'listByResourceGroup' ? 1 : placeholders - (lists ? 1 : 0));
      const result = client[operations][called](...values, ...(/CreateOrUpdate|createOrUpdate|Update|Verification/.test(called) ? [bodies] : []));
      return result[Symbol.asyncIterator] ? all(result) : result;
    };
    await assert.rejects(call, (error) => (error.statusCode === 501 && error.code === 'NotEmulated') || assert.fail(`${method}: ${error.statusCode} ${error.code} ${error.message}`));
  }
});
