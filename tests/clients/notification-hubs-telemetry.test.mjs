// Telemetry and feedback of @azure/notification-hubs: each method once with success and once refused.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from './support/served.mjs';

const CLOUD = {
  notification_hubs: {
    'droppoint-ns': { 'droppoint-hub': { apns: { topic: 'com.example.droppoint' } } },
    'basic-ns': { sku: 'Basic', 'basic-hub': { apns: { topic: 'com.example.droppoint' } } },
  },
};

let folder;
let cloud;
let hubs;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'droppoint-config-'));
  const config = path.join(folder, 'cloud.json');
  await writeFile(config, JSON.stringify(CLOUD));
  cloud = await serve('--config', config);
  const tls = await import('node:tls');
  const original = tls.default.createSecureContext;
  tls.default.createSecureContext = (options) => {
    const context = original(options);
    context.context.addCACert(cloud.ca);
    return context;
  };
  hubs = await import('@azure/notification-hubs');
});
after(async () => {
  await cloud.stop();
  await rm(folder, { recursive: true, force: true });
});

function client(name, policy = 'DefaultFullSharedAccessSignature') {
  const hub = cloud.info.notification_hubs[name];
  return new hubs.NotificationHubsClient(hub.connection_strings[policy], name.split('/')[1]);
}

async function phone(name) {
  await cloud.control('PUT', `/devices/${name}`, { platform: 'ios', app: 'com.example.droppoint', state: 'background' });
  return (await cloud.control('GET', `/devices/${name}`)).body.tokens.alert;
}

async function send(to, handle) {
  const notification = hubs.createAppleNotification({ body: '{"aps":{"alert":"hi"}}', headers: { 'apns-push-type': 'alert', 'apns-priority': '10' } });
  return to.sendNotification(notification, { deviceHandle: handle });
}

const get = (url, headers = {}) => new Promise((resolve, reject) => {
  https.get(url, { ca: cloud.ca, headers }, (response) => {
    let text = '';
    response.on('data', (chunk) => { text += chunk; });
    response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
  }).on('error', reject);
});

test('getNotificationOutcomeDetails tells what became of a send', async () => {
  const full = client('droppoint-ns/droppoint-hub');
  const sent = await send(full, await phone('carol-iphone'));
  const details = await full.getNotificationOutcomeDetails(sent.notificationId);
  assert.equal(details.notificationId, sent.notificationId);
  assert.equal(details.state, 'Completed');
  assert.equal(details.targetPlatforms, 'apple');
  assert.deepEqual(details.apnsOutcomeCounts, [{ state: 'Success', count: 1 }]);
  assert.equal(details.notificationBody, '{"aps":{"alert":"hi"}}');
  assert.ok(details.enqueueTime instanceof Date && details.endTime >= details.enqueueTime);
  assert.equal(details.pnsErrorDetailsUrl, undefined);
});

test('getNotificationOutcomeDetails leads to the error details of a send that failed', async () => {
  const full = client('droppoint-ns/droppoint-hub');
  const sent = await send(full, 'aa'.repeat(32));
  const details = await full.getNotificationOutcomeDetails(sent.notificationId);
  assert.deepEqual(details.apnsOutcomeCounts, [{ state: 'BadChannel', count: 1 }]);
  const errors = await get(details.pnsErrorDetailsUrl);
  assert.equal(errors.status, 200);
  assert.match(errors.text, /<NotificationSystemError>BadChannel<\/NotificationSystemError>/);
  assert.match(errors.text, new RegExp(`<PnsHandle>${'aa'.repeat(32)}</PnsHandle>`));
});

test('getNotificationOutcomeDetails is refused: unknown id, claim, tier', async () => {
  const full = client('droppoint-ns/droppoint-hub');
  const sent = await send(full, await phone('dave-iphone'));
  await assert.rejects(full.getNotificationOutcomeDetails('never-sent'), (error) => error.statusCode === 404);
  await assert.rejects(client('droppoint-ns/droppoint-hub', 'DefaultListenSharedAccessSignature').getNotificationOutcomeDetails(sent.notificationId), (error) => error.statusCode === 403);
  const basic = client('basic-ns/basic-hub');
  const plain = await send(basic, await phone('dave-iphone'));
  assert.equal(plain.notificationId, undefined);
  await assert.rejects(basic.getNotificationOutcomeDetails('any'), (error) => error.statusCode === 403 && /not available for your tier/.test(error.message));
});

test('getFeedbackContainerUrl gives a URL by which the expired channels are read', async () => {
  const full = client('droppoint-ns/droppoint-hub');
  await send(full, 'bb'.repeat(32));
  const url = new URL(await full.getFeedbackContainerUrl());
  assert.equal(url.searchParams.get('sp'), 'rl');
  const listing = new URL(url);
  listing.searchParams.append('restype', 'container');
  listing.searchParams.append('comp', 'list');
  const listed = await get(listing);
  assert.equal(listed.status, 200);
  const names = [...listed.text.matchAll(/<Name>(\d{8})<\/Name>/g)].map((match) => match[1]);
  assert.ok(names.length > 0);
  const blob = new URL(url);
  blob.pathname += `/${names.at(-1)}`;
  const read = await get(blob);
  assert.equal(read.status, 200);
  assert.equal(read.headers['x-ms-blob-type'], 'BlockBlob');
  assert.match(read.text, new RegExp(`<PnsHandle>${'bb'.repeat(32)}</PnsHandle>`));
  const forged = new URL(blob);
  forged.searchParams.set('se', '2100-01-01T00:00:00Z');
  assert.equal((await get(forged)).status, 403);
});

test('getFeedbackContainerUrl is refused: claim, tier', async () => {
  await assert.rejects(client('droppoint-ns/droppoint-hub', 'DefaultListenSharedAccessSignature').getFeedbackContainerUrl(), (error) => error.statusCode === 403);
  await assert.rejects(client('basic-ns/basic-hub').getFeedbackContainerUrl(), (error) => error.statusCode === 403 && /not available for your tier/.test(error.message));
});
