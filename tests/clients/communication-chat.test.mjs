// Every method of @azure/communication-chat that calls the REST interface, once with success and once with a refusal. The
// table is checked against the methods that the clients have: a new one makes the first test fail until it is in it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

let cloud;
let identity;
let sdk;
before(async () => {
  cloud = await serve('--clock', 'manual');
  await trust(cloud.ca);
  sdk = { chat: await import('@azure/communication-chat'), common: await import('@azure/communication-common') };
  const { CommunicationIdentityClient } = await import('@azure/communication-identity');
  identity = new CommunicationIdentityClient(cloud.info.communication_services['droppoint-acs'].connection_string);
});
after(async () => { await cloud.stop(); });

// A user with a chat client of his own: { id, client, token }.
async function person(scopes = ['chat']) {
  const { user, token } = await identity.createUserAndToken(scopes);
  const credential = new sdk.common.AzureCommunicationTokenCredential(token);
  const client = new sdk.chat.ChatClient(cloud.info.endpoint.replace(/\/$/, ''), credential, { retryOptions: { maxRetries: 0 } });
  return { id: user, client, token };
}
const participant = ({ id }, more = {}) => ({ id, ...more });
const all = async (pages) => {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
};
const advance = (by) => cloud.control('POST', '/clock/advance', { by });

// A thread of Alice, Bob and whoever else is given, as Alice's and Bob's clients see it.
async function conversation(topic = 'Lunch') {
  const [alice, bob, stranger] = [await person(), await person(), await person()];
  const { chatThread } = await alice.client.createChatThread({ topic }, { participants: [participant(bob, { displayName: 'Bob' })] });
  const as = (one) => one.client.getChatThreadClient(chatThread.id);
  return { alice, bob, stranger, thread: chatThread, mine: as(alice), his: as(bob), foreign: as(stranger), as };
}

// `client.method` → what succeeds, and [what is refused, with which status].
const table = {
  'ChatClient.createChatThread': {
    succeeds: async () => {
      const [alice, bob] = [await person(), await person()];
      const token = '5c9a3a5e-2a1b-4f0b-9d55-000000000001';
      const options = { participants: [participant(bob, { displayName: 'Bob' }), { id: { communicationUserId: '8:acs:00000000-0000-0000-0000-000000000000_x' } }], metadata: { room: '12' }, idempotencyToken: token };
      const made = await alice.client.createChatThread({ topic: 'Lunch' }, options);
      assert.match(made.chatThread.id, /^19:.+@thread\.v2$/);
      assert.deepEqual([made.chatThread.topic, made.chatThread.metadata, made.chatThread.createdBy.communicationUserId], ['Lunch', { room: '12' }, alice.id.communicationUserId]);
      assert.deepEqual(made.invalidParticipants, [{ target: '8:acs:00000000-0000-0000-0000-000000000000_x', code: '403', message: 'Permissions check failed' }]);
      const again = await alice.client.createChatThread({ topic: 'Lunch' }, options);
      assert.equal(again.chatThread.id, made.chatThread.id);
      assert.equal((await all(alice.client.listChatThreads())).length, 1);
    },
    refused: [async () => (await person(['chat.join'])).client.createChatThread({ topic: 'Lunch' }), 403],
  },
  'ChatClient.listChatThreads': {
    succeeds: async () => {
      const alice = await person();
      for (const topic of ['one', 'two', 'three']) await alice.client.createChatThread({ topic });
      const pages = await all(alice.client.listChatThreads({ maxPageSize: 2 }).byPage());
      assert.deepEqual(pages.map((page) => page.map(({ topic }) => topic)), [['three', 'two'], ['one']]);
    },
    refused: [async () => all((await person(['voip'])).client.listChatThreads()), 403],
  },
  'ChatClient.deleteChatThread': {
    succeeds: async () => {
      const { alice, thread, his } = await conversation();
      await alice.client.deleteChatThread(thread.id);
      await assert.rejects(his.getProperties(), { statusCode: 404 });
      assert.ok((await all(alice.client.listChatThreads()))[0].deletedOn instanceof Date);
    },
    refused: [async () => { const { stranger, thread } = await conversation(); return stranger.client.deleteChatThread(thread.id); }, 403],
  },
  'ChatThreadClient.getProperties': {
    succeeds: async () => {
      const { his, alice } = await conversation();
      const properties = await his.getProperties();
      assert.equal(properties.createdBy.communicationUserId, alice.id.communicationUserId);
      assert.ok(properties.createdOn instanceof Date);
    },
    refused: [async () => (await conversation()).foreign.getProperties(), 403],
  },
  'ChatThreadClient.updateTopic': {
    succeeds: async () => {
      const { mine, his } = await conversation();
      await mine.updateTopic('Dinner');
      assert.equal((await his.getProperties()).topic, 'Dinner');
      assert.equal((await all(his.listMessages()))[0].content.topic, 'Dinner');
    },
    refused: [async () => (await conversation()).mine.updateTopic(''), 400],
  },
  'ChatThreadClient.updateProperties': {
    succeeds: async () => {
      const { mine } = await conversation();
      await mine.updateProperties({ metadata: { a: '1', b: '2' }, retentionPolicy: { kind: 'threadCreationDate', deleteThreadAfterDays: 40 } });
      const changed = await mine.getProperties();
      assert.deepEqual(changed.metadata, { a: '1', b: '2' });
      assert.equal(changed.retentionPolicy.deleteThreadAfterDays, 40);
    },
    refused: [async () => (await conversation()).mine.updateProperties({ retentionPolicy: { kind: 'threadCreationDate', deleteThreadAfterDays: 1 } }), 400],
  },
  'ChatThreadClient.sendMessage': {
    succeeds: async () => {
      const { mine } = await conversation();
      assert.match((await mine.sendMessage({ content: 'Soup?' }, { senderDisplayName: 'Alice', type: 'html', metadata: { mood: 'hungry' } })).id, /^\d{13}$/);
    },
    refused: [async () => (await conversation()).mine.sendMessage({ content: 'x'.repeat(29 * 1024) }), 413],
  },
  'ChatThreadClient.getMessage': {
    succeeds: async () => {
      const { mine, his, alice } = await conversation();
      const { id } = await mine.sendMessage({ content: 'Soup?' }, { senderDisplayName: 'Alice', metadata: { mood: 'hungry' } });
      const message = await his.getMessage(id);
      assert.deepEqual([message.type, message.content.message, message.senderDisplayName, message.sequenceId, message.version], ['text', 'Soup?', 'Alice', '3', id]);
      assert.equal(message.sender.communicationUserId, alice.id.communicationUserId);
      assert.deepEqual(message.metadata, { mood: 'hungry' });
    },
    refused: [async () => (await conversation()).mine.getMessage('1'), 404],
  },
  'ChatThreadClient.listMessages': {
    succeeds: async () => {
      const { mine, his } = await conversation();
      for (const content of ['one', 'two', 'three']) await mine.sendMessage({ content });
      const pages = await all(his.listMessages({ maxPageSize: 2 }).byPage());
      assert.deepEqual(pages.map((page) => page.map(({ type, content }) => content.message ?? type)), [['three', 'two'], ['one', 'topicUpdated'], ['participantAdded']]);
    },
    refused: [async () => all((await conversation()).foreign.listMessages()), 403],
  },
  'ChatThreadClient.deleteMessage': {
    succeeds: async () => {
      const { mine, his } = await conversation();
      const { id } = await mine.sendMessage({ content: 'Soup?' });
      await mine.deleteMessage(id);
      const message = await his.getMessage(id);
      assert.ok(message.deletedOn instanceof Date);
      assert.equal(message.content, undefined);
    },
    refused: [async () => { const { mine, his } = await conversation(); return his.deleteMessage((await mine.sendMessage({ content: 'Soup?' })).id); }, 403],
  },
  'ChatThreadClient.updateMessage': {
    succeeds: async () => {
      const { mine, his } = await conversation();
      const { id } = await mine.sendMessage({ content: 'Soup?' }, { metadata: { a: '1' } });
      await mine.updateMessage(id, { content: 'Salad?', metadata: { b: '2' } });
      const message = await his.getMessage(id);
      assert.deepEqual([message.content.message, message.metadata], ['Salad?', { a: '1', b: '2' }]);
      assert.ok(message.editedOn instanceof Date);
    },
    refused: [async () => { const { mine, his } = await conversation(); return his.updateMessage((await mine.sendMessage({ content: 'Soup?' })).id, { content: 'Salad?' }); }, 403],
  },
  'ChatThreadClient.addParticipants': {
    succeeds: async () => {
      const { mine, foreign, stranger } = await conversation();
      const { id } = await mine.sendMessage({ content: 'before' });
      await advance('1m');
      const shareHistoryTime = new Date((await cloud.control('GET', '/clock')).body.now);
      const added = await mine.addParticipants({ participants: [participant(stranger, { displayName: 'Carol', shareHistoryTime })] });
      assert.equal(added.invalidParticipants, undefined);
      await mine.sendMessage({ content: 'after' });
      assert.deepEqual((await all(foreign.listMessages())).map(({ type, content }) => content.message ?? type), ['after', 'participantAdded']);
      await assert.rejects(foreign.getMessage(id), { statusCode: 404 });
    },
    refused: [async () => { const { foreign, stranger } = await conversation(); return foreign.addParticipants({ participants: [participant(stranger)] }); }, 403],
  },
  'ChatThreadClient.listParticipants': {
    succeeds: async () => {
      const { mine, alice, bob } = await conversation();
      const pages = await all(mine.listParticipants({ maxPageSize: 1 }).byPage());
      assert.deepEqual(pages.flat().map(({ id, displayName }) => [id.communicationUserId, displayName]), [[alice.id.communicationUserId, undefined], [bob.id.communicationUserId, 'Bob']]);
      assert.equal(pages.length, 2);
    },
    refused: [async () => all((await conversation()).foreign.listParticipants()), 403],
  },
  'ChatThreadClient.removeParticipant': {
    succeeds: async () => {
      const { mine, his, bob } = await conversation();
      await mine.removeParticipant(bob.id);
      await assert.rejects(his.sendMessage({ content: 'still here?' }), { statusCode: 403 });
      assert.equal((await all(mine.listMessages()))[0].type, 'participantRemoved');
    },
    refused: [async () => { const { mine, stranger } = await conversation(); return mine.removeParticipant(stranger.id); }, 404],
  },
  'ChatThreadClient.sendTypingNotification': {
    succeeds: async () => assert.equal(await (await conversation()).mine.sendTypingNotification({ senderDisplayName: 'Alice' }), true),
    refused: [async () => (await conversation()).foreign.sendTypingNotification(), 403],
  },
  'ChatThreadClient.sendReadReceipt': {
    succeeds: async () => {
      const { mine, his } = await conversation();
      const { id } = await mine.sendMessage({ content: 'Soup?' });
      await his.sendReadReceipt({ chatMessageId: id });
    },
    refused: [async () => (await conversation()).his.sendReadReceipt({ chatMessageId: '1' }), 404],
  },
  'ChatThreadClient.listReadReceipts': {
    succeeds: async () => {
      const { mine, his, bob } = await conversation();
      const { id } = await mine.sendMessage({ content: 'Soup?' });
      await his.sendReadReceipt({ chatMessageId: id });
      const [receipt] = await all(mine.listReadReceipts());
      assert.deepEqual([receipt.chatMessageId, receipt.sender.communicationUserId], [id, bob.id.communicationUserId]);
      assert.ok(receipt.readOn instanceof Date);
    },
    refused: [async () => all((await conversation()).foreign.listReadReceipts()), 403],
  },
};

// What calls nothing, or the real-time channel, which Node.js has not; and what is private in TypeScript.
const apart = ['constructor', 'getChatThreadClient', 'startRealtimeNotifications', 'stopRealtimeNotifications', 'on', 'off', 'subscribeToSignalingEvents', 'canPostTypingNotification'];

test('the table has every REST method of the clients, and no other', () => {
  const methods = [sdk.chat.ChatClient, sdk.chat.ChatThreadClient].flatMap((type) => Object.getOwnPropertyNames(type.prototype)
    .filter((name) => !apart.includes(name) && !/(Page|All)$/.test(name))
    .map((name) => `${type.name}.${name}`));
  assert.deepEqual(Object.keys(table).sort(), methods.sort());
});

for (const [method, { succeeds, refused: [call, status] }] of Object.entries(table)) {
  test(`${method} succeeds`, succeeds);
  test(`${method} is refused`, async () => {
    await assert.rejects(call, (error) => error.statusCode === status || assert.fail(`${error.statusCode}: ${error.message}`));
  });
}

test('a message reaches the phone of the other, and its writer gets none', async () => {
  const { mine, alice, bob } = await conversation();
  const phone = (name, { id }) => cloud.control('PUT', `/devices/${name}`, { platform: 'ios', app: 'com.example.droppoint', user: id.communicationUserId, state: 'background' });
  await phone('bobs-iphone', bob);
  await phone('alices-iphone', alice);
  const hub = cloud.info.notification_hubs['droppoint-ns/droppoint-hub'];
  assert.ok(hub);
  await mine.sendMessage({ content: 'Soup?' }, { senderDisplayName: 'Alice' });
  const received = async (name) => (await cloud.control('GET', `/devices/${name}/notifications`)).body.map(({ kind, by }) => `${kind} by ${by}`);
  assert.deepEqual(await received('bobs-iphone'), ['chat-message by apns']);
  assert.deepEqual(await received('alices-iphone'), []);
});
