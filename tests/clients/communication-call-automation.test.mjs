// Every method of @azure/communication-call-automation's client and connection, once with success and once with a
// refusal. The table is checked against the methods that they have: a new one makes the first test fail until it is in it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

const hook = 'https://127.0.0.1:9/hook';
let cloud;
let client;
let stranger;
let CallAutomationClient;
let CallConnection;
before(async () => {
  cloud = await serve('--clock', 'manual');
  await trust(cloud.ca);
  ({ CallAutomationClient, CallConnection } = await import('@azure/communication-call-automation'));
  const connection = cloud.info.communication_services['droppoint-acs'].connection_string;
  client = new CallAutomationClient(connection);
  stranger = new CallAutomationClient(connection.replace(/accesskey=.*/i, `accesskey=${Buffer.alloc(64, 7).toString('base64')}`));
});
after(async () => { await cloud.stop(); });

let last = 0;
// Users of their own for each test: a call makes them.
async function people() {
  last += 1;
  const names = [`ann${last}`, `ben${last}`, `cas${last}`];
  const { body } = await cloud.control('POST', '/calls', { from: names[0], to: names.slice(1) });
  const users = (await cloud.control('GET', '/users')).body;
  const ids = names.map((name) => ({ communicationUserId: users.find((user) => user.name === name).id }));
  const call = (await cloud.control('GET', `/calls/${body.call}`)).body;
  return { names, ids, call, context: call.to[0].incoming_call_context };
}
const answer = async (correlationId) => assert.equal((await cloud.control('POST', `/calls/${correlationId}/answer`, {})).status, 200);
// A connection whose callee has answered.
async function connected() {
  const { ids } = await people();
  const made = await client.createCall({ targetParticipant: ids[0] }, hook, { operationContext: 'made' });
  await answer(made.callConnectionProperties.correlationId);
  return { ids, connection: made.callConnection, properties: made.callConnectionProperties };
}
const unknown = () => client.getCallConnection('9b3a1a34-0000-4000-8000-000000000000');

const table = {
  createCall: {
    succeeds: async () => {
      const { ids } = await people();
      const made = await client.createCall({ targetParticipant: ids[0], sourceDisplayName: 'Bot' }, hook, { operationContext: 'c' });
      const properties = made.callConnectionProperties;
      assert.equal(properties.callConnectionState, 'connecting');
      assert.deepEqual(properties.targetParticipants.map((target) => target.communicationUserId), [ids[0].communicationUserId]);
      assert.equal(properties.callbackUrl ?? properties.callbackUri, hook);
      assert.ok(properties.serverCallId && properties.correlationId);
    },
    refused: [async () => stranger.createCall({ targetParticipant: (await people()).ids[0] }, hook), 401],
  },
  createGroupCall: {
    succeeds: async () => {
      const { ids } = await people();
      const made = await client.createGroupCall(ids, hook);
      assert.equal(made.callConnectionProperties.targetParticipants.length, 3);
    },
    refused: [() => client.createGroupCall([], hook), 400],
  },
  answerCall: {
    succeeds: async () => {
      const { context, call, ids } = await people();
      const answered = await client.answerCall(context, hook, { operationContext: 'bot' });
      assert.equal(answered.callConnectionProperties.correlationId, call.call);
      assert.equal(answered.callConnectionProperties.answeredby.communicationUserId, ids[1].communicationUserId);
      assert.equal((await answered.callConnection.getCallConnectionProperties()).callConnectionState, 'connected');
    },
    refused: [() => client.answerCall('a.b.c', hook), 400],
  },
  redirectCall: {
    succeeds: async () => {
      const { context, call } = await people();
      await client.redirectCall(context, { targetParticipant: (await people()).ids[0] });
      const now = (await cloud.control('GET', `/calls/${call.call}`)).body;
      assert.deepEqual(now.to.map((one) => one.state), ['redirected', 'ringing', 'ringing']);
    },
    refused: [async () => client.redirectCall('a.b.c', { targetParticipant: (await people()).ids[0] }), 400],
  },
  rejectCall: {
    succeeds: async () => {
      const { context, call } = await people();
      await client.rejectCall(context, { callRejectReason: 'busy' });
      assert.equal((await cloud.control('GET', `/calls/${call.call}`)).body.to[0].state, 'declined');
    },
    refused: [
      async () => {
        const { context } = await people();
        await client.rejectCall(context);
        await client.rejectCall(context);
      },
      404,
      '8522',
    ],
  },
  connectCall: {
    succeeds: async () => {
      const { properties } = await connected();
      const joined = await client.connectCall({ kind: 'serverCallLocator', id: properties.serverCallId }, hook);
      assert.equal(joined.callConnectionProperties.correlationId, properties.correlationId);
      const group = await client.connectCall({ kind: 'groupCallLocator', id: 'the-group' }, hook);
      assert.ok(group.callConnectionProperties.callConnectionId);
    },
    refused: [() => client.connectCall({ kind: 'roomCallLocator', id: '99' }, hook), 501],
  },
  getCallConnectionProperties: {
    succeeds: async () => assert.equal((await (await connected()).connection.getCallConnectionProperties()).callConnectionState, 'connected'),
    refused: [() => unknown().getCallConnectionProperties(), 404, '8522'],
  },
  hangUp: {
    succeeds: async () => {
      for (const forEveryone of [false, true]) {
        const { connection, properties } = await connected();
        await connection.hangUp(forEveryone);
        assert.equal((await cloud.control('GET', `/calls/${properties.correlationId}`)).body.state, 'ended');
        await assert.rejects(connection.getCallConnectionProperties(), { statusCode: 404 });
      }
    },
    refused: [() => unknown().hangUp(true), 404, '8522'],
  },
  getParticipant: {
    succeeds: async () => {
      const { connection, ids } = await connected();
      const one = await connection.getParticipant(ids[0]);
      assert.deepEqual([one.identifier.communicationUserId, one.isMuted, one.isOnHold], [ids[0].communicationUserId, false, false]);
    },
    refused: [async () => { const { connection, ids } = await connected(); await connection.getParticipant(ids[1]); }, 404],
  },
  listParticipants: {
    succeeds: async () => assert.equal((await (await connected()).connection.listParticipants()).values.length, 2),
    refused: [() => unknown().listParticipants(), 404, '8522'],
  },
  addParticipant: {
    succeeds: async () => {
      const { connection, ids, properties } = await connected();
      const added = await connection.addParticipant({ targetParticipant: ids[1] }, { operationContext: 'more', invitationTimeoutInSeconds: 20 });
      assert.ok(added.invitationId);
      assert.deepEqual([added.operationContext, added.participant.identifier.communicationUserId], ['more', ids[1].communicationUserId]);
      await answer(properties.correlationId);
      assert.equal((await connection.listParticipants()).values.length, 3);
    },
    refused: [async () => { const { connection, ids } = await connected(); await connection.addParticipant({ targetParticipant: ids[0] }); }, 400],
  },
  cancelAddParticipantOperation: {
    succeeds: async () => {
      const { connection, ids, properties } = await connected();
      const { invitationId } = await connection.addParticipant({ targetParticipant: ids[1] });
      assert.equal((await connection.cancelAddParticipantOperation(invitationId)).invitationId, invitationId);
      assert.equal((await cloud.control('GET', `/calls/${properties.correlationId}`)).body.to[1].state, 'canceled');
    },
    refused: [async () => (await connected()).connection.cancelAddParticipantOperation(''), 400],
  },
  removeParticipant: {
    succeeds: async () => {
      const { connection, ids } = await connected();
      assert.equal((await connection.removeParticipant(ids[0], { operationContext: 'out' })).operationContext, 'out');
      await assert.rejects(connection.getCallConnectionProperties(), { statusCode: 404 });
    },
    refused: [async () => unknown().removeParticipant((await people()).ids[0]), 404, '8522'],
  },
  muteParticipant: {
    succeeds: async () => {
      const { connection, ids } = await connected();
      await connection.muteParticipant(ids[0], { operationContext: 'hush' });
      assert.equal((await connection.getParticipant(ids[0])).isMuted, true);
    },
    refused: [async () => { const { connection, ids } = await connected(); await connection.muteParticipant(ids[2]); }, 404],
  },
  transferCallToParticipant: {
    succeeds: async () => {
      const { connection, ids } = await connected();
      assert.equal((await connection.transferCallToParticipant(ids[1], { operationContext: 'over' })).operationContext, 'over');
      assert.equal((await connection.getCallConnectionProperties()).callConnectionState, 'transferring');
    },
    refused: [async () => { const { connection, ids } = await connected(); await connection.transferCallToParticipant(ids[0]); }, 400],
  },
  moveParticipants: {
    succeeds: async () => {
      const from = await connected();
      const here = await connected();
      const moved = await here.connection.moveParticipants([from.ids[0]], from.properties.callConnectionId);
      assert.deepEqual(moved.participants.map((one) => one.identifier.communicationUserId), [from.ids[0].communicationUserId]);
      assert.equal((await here.connection.listParticipants()).values.length, 3);
    },
    refused: [async () => { const { connection, ids } = await connected(); await connection.moveParticipants([ids[0]], 'nowhere'); }, 400],
  },
};

test('the table has every method that calls the service', () => {
  const silent = ['constructor', 'getCallConnection', 'getCallRecording', 'getSourceIdentity', 'getCallMedia', 'createCallInternal', 'createCustomCallingContextInternal'];
  const methods = [CallAutomationClient, CallConnection].flatMap((type) => Object.getOwnPropertyNames(type.prototype)).filter((name) => !silent.includes(name));
  assert.deepEqual([...new Set(methods)].sort(), Object.keys(table).sort());
});

for (const [method, { succeeds, refused }] of Object.entries(table)) {
  test(`${method} succeeds`, succeeds);
  test(`${method} is refused`, async () => {
    const [attempt, status, code] = refused;
    await assert.rejects(attempt(), (error) => {
      assert.equal(error.statusCode, status, error.message);
      if (code) assert.equal(error.code, code);
      return true;
    });
  });
}

test('media and recording are not emulated, and say so', async () => {
  const { connection, properties } = await connected();
  await assert.rejects(connection.getCallMedia().playToAll([{ kind: 'fileSource', url: 'https://127.0.0.1/a.wav' }]), { statusCode: 501 });
  await assert.rejects(
    client.getCallRecording().start({ callLocator: { kind: 'serverCallLocator', id: properties.serverCallId } }),
    { statusCode: 501 },
  );
});
