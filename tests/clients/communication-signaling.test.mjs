// The real-time channel by the chat SDK's own client: in Node by WebSocket and by polling, and in a real browser.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommunicationIdentityClient } from '@azure/communication-identity';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import WebSocket from 'ws';
import { run } from './support/run.mjs';
import { program, serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

const here = (name) => new URL(`./support/${name}`, import.meta.url).pathname;
const browser = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

let cloud;
let identity;
let folder;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'droppoint-'));
  cloud = await serve('--journal', path.join(folder, 'session.db'));
  await trust(cloud.ca);
  identity = new CommunicationIdentityClient(cloud.info.communication_services['droppoint-acs'].connection_string);
});
after(async () => { await rm(folder, { recursive: true, force: true }); });

// What `ask` gives once it gives something; nothing is waited for longer.
async function until(what, ask) {
  for (let tries = 0; tries < 600; ++tries) {
    const found = await ask();
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`${what} did not happen:\n${cloud.log()}`);
}

// The hops of this test whose request is this one.
async function hops(after_, method, part) {
  const { body } = await cloud.control('GET', `/hops?after=${after_}&limit=1000`);
  return body.hops.filter((hop) => hop.request.method === method && hop.request.target.includes(part));
}
const lastHop = async () => {
  let after_ = 0;
  for (;;) {
    const { body } = await cloud.control('GET', `/hops?after=${after_}&limit=1000`);
    if (body.hops.length === 0) return after_;
    after_ = body.hops.at(-1).sequence;
  }
};
const send = async (to, content) => (await cloud.control('POST', '/chat/messages', { from: 'bob', to, content })).body;
const verdictOf = async (sent) => (await cloud.control('GET', `/traces/${sent.trace}?wait=verdict&timeout=20s`)).body.verdict;

// Connects, receives, loses the connection, is connected again by itself, and leaves. `channel` is the client, wherever
// it runs.
async function story(channel, endpoint, protocol) {
  const start = await lastHop();
  const { user, token } = await identity.createUserAndToken(['chat']);
  const id = user.communicationUserId;
  await channel.start(endpoint, token);
  await until('the connection', async () => (await channel.seen()).states.includes('Connected'));
  const [registration] = await until('the registration', async () => {
    const found = await hops(start, 'POST', '/v3/registrations');
    return found.some((hop) => hop.response?.status === 202) && found;
  });
  const allocated = JSON.parse((await hops(start, 'POST', '/v4/a'))[0].response.body);
  assert.equal(JSON.parse(registration.request.body).transports.TROUTER[0].path, allocated.surl);

  const first = await send(id, 'hello');
  const verdict = await verdictOf(first);
  assert.equal(verdict.state, 'delivered', JSON.stringify(verdict));
  assert.equal(verdict.by, 'realtime');
  const { messages } = await channel.seen();
  assert.deepEqual(messages.map((one) => [one.id, one.message, one.recipient]), [[first.message, 'hello', id]]);

  // The client's acknowledgement of the next message is the last that this connection carries.
  const broken = protocol === 'websocket' ? 'MESSAGE' : 'POST';
  const fault = await cloud.control('POST', '/faults', { to: 'communication-services', match: { method: broken, path: '/socket.io/1/*' }, times: 1, reset: true });
  assert.equal(fault.status, 201, JSON.stringify(fault.body));
  const second = await send(id, 'again');
  assert.equal((await verdictOf(second)).by, 'realtime');
  const seen = await channel.seen();
  assert.ok(seen.messages.filter((one) => one.message === 'again').length >= 1);
  const handshakes = await hops(start, 'GET', '/socket.io/1/?');
  assert.ok(handshakes.length >= 2, `${handshakes.length} handshakes`);
  const connections = (await hops(start, 'POST', '/v4/a')).map((hop) => JSON.parse(hop.response.body).id);
  assert.deepEqual([...new Set(connections)], [allocated.id]);
  assert.ok((await hops(start, 'GET', `/socket.io/1/${protocol}/`)).length >= 2);

  await channel.stop();
  await until('the end of the registration', async () => (await hops(start, 'DELETE', '/v3/registrations/')).some((hop) => hop.response?.status === 202));
  const third = await send(id, 'nobody hears this');
  assert.equal((await verdictOf(third)).cause, 'no-registration');
}

async function inNode(env, use) {
  const child = fork(here('signaling-node.mjs'), { env: { ...process.env, NODE_EXTRA_CA_CERTS: cloud.info.ca_certificate, ...env } });
  const waiting = new Map();
  let last = 0;
  const ready = new Promise((resolve) => waiting.set(0, { resolve }));
  child.on('message', ({ id, value, error }) => {
    const call = waiting.get(id);
    if (error) call.reject(new Error(error));
    else call.resolve(value);
  });
  child.on('exit', (code) => waiting.forEach((call) => call.reject?.(new Error(`the client ended with ${code}`))));
  await ready;
  const channel = new Proxy({}, {
    get: (_, method) => (...args) => new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      child.send({ id: last, method, args });
    }),
  });
  try {
    await use(channel, `https://127.0.0.1:${cloud.port}`);
  } finally {
    child.kill();
  }
}

const storyBy = (protocol) => (channel, endpoint) => story(channel, endpoint, protocol);
test('the signaling client in Node by WebSocket', async () => { await inNode({}, storyBy('websocket')); });
test('the signaling client in Node by xhr-polling', async () => { await inNode({ DROPPOINT_WITHOUT_WEBSOCKET: '1' }, storyBy('xhr-polling')); });

// What one user does with the chat client, and what the other's signaling client makes of it.
async function everythingInChat(channel, endpoint) {
  const { ChatClient } = await import('@azure/communication-chat');
  const { AzureCommunicationTokenCredential } = await import('@azure/communication-common');
  const [alice, bob] = [await identity.createUserAndToken(['chat']), await identity.createUserAndToken(['chat'])];
  const start = await lastHop();
  await channel.start(endpoint, bob.token);
  await until('the registration', async () => (await hops(start, 'POST', '/v3/registrations')).some((hop) => hop.response?.status === 202));
  const writer = new ChatClient(endpoint, new AzureCommunicationTokenCredential(alice.token));
  const { chatThread: { id } } = await writer.createChatThread({ topic: '100%41' }, { participants: [{ id: bob.user, displayName: 'Bob' }], metadata: { a: '1' } });
  const thread = writer.getChatThreadClient(id);
  const message = (await thread.sendMessage({ content: 'Soup?' }, { senderDisplayName: 'Alice', metadata: { mood: 'hungry' } })).id;
  await thread.updateMessage(message, { content: 'Salad?' });
  await thread.sendTypingNotification({ senderDisplayName: 'Alice' });
  await thread.sendReadReceipt({ chatMessageId: message });
  await thread.deleteMessage(message);
  await thread.updateTopic('Dinner');
  const carol = await identity.createUser();
  await thread.addParticipants({ participants: [{ id: carol, displayName: 'Carol' }] });
  await thread.removeParticipant(carol);
  await writer.deleteChatThread(id);

  const told = ['chatThreadCreated', 'chatMessageEdited', 'typingIndicatorReceived', 'readReceiptReceived', 'chatMessageDeleted', 'chatThreadPropertiesUpdated', 'participantsAdded', 'participantsRemoved', 'chatThreadDeleted'];
  await until('the last event', async () => (await channel.seen()).events.some(({ name }) => name === 'chatThreadDeleted'));
  const { messages, events } = await channel.seen();
  assert.deepEqual(messages.map((one) => [one.id, one.message, one.threadId]), [[message, 'Soup?', id]]);
  assert.deepEqual(events.map(({ name }) => name), told);
  const event = Object.fromEntries(events.map((one) => [one.name, one.event]));
  const by = (participant) => participant.id.communicationUserId;
  assert.deepEqual([event.chatThreadCreated.properties.topic, event.chatThreadCreated.properties.metadata, event.chatThreadCreated.participants.map(by)], ['100%41', { a: '1' }, [alice.user, bob.user].map((user) => user.communicationUserId)]);
  assert.deepEqual([event.chatMessageEdited.message, event.chatMessageEdited.metadata], ['Salad?', { mood: 'hungry' }]);
  assert.equal(event.typingIndicatorReceived.senderDisplayName, 'Alice');
  assert.equal(event.readReceiptReceived.chatMessageId, message);
  assert.equal(event.chatMessageDeleted.id, message);
  assert.equal(event.chatThreadPropertiesUpdated.properties.topic, 'Dinner');
  assert.deepEqual([event.participantsAdded.participantsAdded, event.participantsRemoved.participantsRemoved].map(([one]) => by(one)), [carol.communicationUserId, carol.communicationUserId]);
  assert.deepEqual([by(event.chatThreadDeleted.deletedBy), event.chatThreadDeleted.reason], [alice.user.communicationUserId, 'deletedByUser']);
  await channel.stop();
}
test('all that the chat client does is told to the signaling client', async () => { await inNode({}, everythingInChat); });

// By which a browser that does not know the authority recognises the certificate for that name.
const keyOf = (name) => new Promise((resolve, reject) => {
  const socket = tls.connect({ host: '127.0.0.1', port: cloud.port, servername: name, ca: cloud.ca }, () => {
    const { publicKey } = socket.getPeerX509Certificate();
    socket.destroy();
    resolve(createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64'));
  });
  socket.once('error', reject);
});

// By the real clouds' names, which the browser resolves to the emulator.
test('the signaling client in Chromium', { skip: browser ? false : 'no Chromium: scripts/setup --test installs it' }, async () => {
  const bundle = await build({ entryPoints: [here('signaling-page.mjs')], bundle: true, write: false, format: 'iife', platform: 'browser', define: { global: 'globalThis' }, logLevel: 'silent' });
  const page = http.createServer((request, response) => {
    const script = request.url === '/channel.js';
    response.setHeader('content-type', script ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    response.end(script ? bundle.outputFiles[0].text : '<!doctype html><title>channel</title><script src="/channel.js"></script>');
  });
  await new Promise((resolve) => page.listen(0, '127.0.0.1', resolve));
  const names = ['droppoint-acs.communication.azure.com', 'go.trouter.teams.microsoft.com', 'teams.microsoft.com'];
  const keys = await Promise.all(names.map(keyOf));
  const profile = await mkdtemp(path.join(tmpdir(), 'droppoint-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser,
    headless: true,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
      `--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1:${cloud.port}`).join(', ')}`,
      `--ignore-certificate-errors-spki-list=${keys.join(',')}`,
    ],
  });
  try {
    const tab = await context.newPage();
    await tab.goto(`http://127.0.0.1:${page.address().port}/`);
    const call = (method) => (...args) => tab.evaluate(([name, given]) => globalThis.channel[name](...given), [method, args]);
    const channel = { start: call('start'), stop: call('stop'), seen: call('seen') };
    await story(channel, 'https://droppoint-acs.communication.azure.com', 'websocket');
  } finally {
    await context.close();
    page.close();
    await rm(profile, { recursive: true, force: true });
  }
});

test('all of it replays from the journal, without a socket', async () => {
  await cloud.stop();
  const replayed = await run(program, ['replay', path.join(folder, 'session.db')]);
  assert.equal(replayed.code, 0, replayed.stdout + replayed.stderr);
});

test('a reset of the cloud closes its WebSockets', async () => {
  const other = await serve();
  await trust(other.ca);
  try {
    const client = new CommunicationIdentityClient(other.info.communication_services['droppoint-acs'].connection_string);
    const { token } = await client.createUserAndToken(['chat']);
    const ask = (method, target) => new Promise((resolve, reject) => {
      https.request({ host: '127.0.0.1', port: other.port, ca: other.ca, method, path: target, headers: { 'X-Skypetoken': token } }, (response) => {
        let text = '';
        response.on('data', (chunk) => { text += chunk; });
        response.on('end', () => resolve(text));
      }).once('error', reject).end();
    });
    const allocated = JSON.parse(await ask('POST', '/v4/a?cor_id=1'));
    const query = new URLSearchParams(allocated.connectparams);
    const session = (await ask('GET', `/socket.io/1/?${query}`)).split(':')[0];
    const socket = new WebSocket(`wss://127.0.0.1:${other.port}/socket.io/1/websocket/${session}?${query}`, { ca: other.ca });
    const first = await new Promise((resolve, reject) => { socket.once('message', (data) => resolve(String(data))); socket.once('error', reject); });
    assert.equal(first, '1::');
    const closed = new Promise((resolve) => { socket.once('close', (code, reason) => resolve([code, String(reason)])); });
    assert.equal((await other.control('POST', '/reset', {})).status, 204);
    assert.deepEqual(await closed, [1012, 'the cloud was reset']);
  } finally {
    await other.stop();
  }
});
