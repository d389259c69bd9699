// Every public method of @azure/notification-hubs, once with success and once with a refusal. The table is checked
// against the methods that the client has: a new one makes the first test fail until it is in it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

// Tested in a file of their own.
const elsewhere = {
  'notification-hubs-telemetry.test.mjs': ['getFeedbackContainerUrl', 'getNotificationOutcomeDetails'],
};

const name = 'droppoint-ns/droppoint-hub';
const app = 'com.example.droppoint';

let cloud;
let hubs;
let client;
let listener;
let sender;
before(async () => {
  cloud = await serve('--clock', 'manual');
  await trust(cloud.ca);
  hubs = await import('@azure/notification-hubs');
  const made = (policy) => new hubs.NotificationHubsClient(cloud.info.notification_hubs[name].connection_strings[policy], 'droppoint-hub');
  client = made('DefaultFullSharedAccessSignature');
  listener = made('DefaultListenSharedAccessSignature');
  sender = made('acs-send');
});
after(async () => { await cloud.stop(); });

const all = async (pages) => {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
};
// Tests share one hub, so each has tags, tokens and ids of its own.
let last = 0;
const fresh = (what) => `${what}${++last}`;
const freshToken = () => (++last).toString(16).padStart(64, '0').toUpperCase();
const phone = async (platform = 'ios') => {
  const device = fresh('phone-');
  await cloud.control('PUT', `/devices/${device}`, { platform, app, state: 'background' });
  const { tokens } = (await cloud.control('GET', `/devices/${device}`)).body;
  return { device, token: tokens.alert ?? tokens.fcm };
};
const received = async (device) => (await cloud.control('GET', `/devices/${device}/notifications`)).body;
const now = async () => new Date((await cloud.control('GET', '/clock')).body.now);
const hoursFromNow = async (hours) => new Date((await now()).getTime() + hours * 3600_000);
const apple = (alert = 'hi') => hubs.createAppleNotification({ body: JSON.stringify({ aps: { alert } }), headers: { 'apns-push-type': 'alert', 'apns-priority': '10' } });
const appleRegistration = (more = {}) => hubs.createAppleRegistrationDescription({ deviceToken: freshToken(), ...more });
const registered = (more) => client.createRegistration(appleRegistration(more));
const installed = async (more = {}) => {
  const installation = hubs.createAppleInstallation({ installationId: fresh('i-'), pushChannel: freshToken(), ...more });
  await client.createOrUpdateInstallation(installation);
  return installation;
};
const job = () => ({ type: 'ExportRegistrations', outputContainerUrl: 'https://example.invalid/container' });
const refusedWith = (status) => (error) => {
  assert.equal(error.statusCode, status, error.message);
  return true;
};

// Method → what succeeds, and [what is refused, with which status]. Import and export jobs are not emulated: they
// have no success, and say so.
const table = {
  createOrUpdateInstallation: {
    succeeds: async () => {
      const installation = hubs.createFcmV1Installation({ installationId: fresh('i-'), pushChannel: fresh('fcm-'), tags: ['a', 'b'], userId: 'bob', templates: { t: { body: '{"message":{"data":{"m":"$(m)"}}}', tags: ['q'] } } });
      const done = await client.createOrUpdateInstallation(installation);
      assert.match(done.trackingId, /^[0-9a-f-]{36}$/);
      assert.match(done.correlationId, /^[0-9a-f-]{36}$/);
      const read = await client.getInstallation(installation.installationId);
      assert.deepEqual(read.tags, ['a', 'b']);
      assert.deepEqual(read.templates.t.tags, ['q', 't']);
      assert.equal(read.platform, 'fcmv1');
    },
    refused: [() => client.createOrUpdateInstallation({ installationId: fresh('i-'), platform: 'apns', pushChannel: freshToken(), tags: ['a b'] }), 400],
  },
  getInstallation: {
    succeeds: async () => {
      const installation = await installed({ userId: 'alice' });
      const read = await client.getInstallation(installation.installationId);
      assert.equal(read.userId, 'alice');
      assert.equal(read.pushChannelExpired, false);
      assert.equal(read.expirationTime, '9999-12-31T23:59:59.9999999Z');
    },
    refused: [() => client.getInstallation('nobody'), 404],
  },
  updateInstallation: {
    succeeds: async () => {
      const { installationId } = await installed({ tags: ['a', 'b'] });
      await client.updateInstallation(installationId, [
        { op: 'add', path: '/tags', value: 'c' },
        { op: 'remove', path: '/tags/a' },
        { op: 'replace', path: '/userId', value: 'eve' },
        { op: 'add', path: '/templates/t', value: JSON.stringify({ body: '{"aps":{}}' }) },
      ]);
      const read = await client.getInstallation(installationId);
      assert.deepEqual(read.tags, ['b', 'c']);
      assert.equal(read.userId, 'eve');
      assert.equal(read.templates.t.body, '{"aps":{}}');
    },
    refused: [() => client.updateInstallation('nobody', []), 404],
  },
  deleteInstallation: {
    succeeds: async () => {
      const { installationId } = await installed();
      await client.deleteInstallation(installationId);
      await assert.rejects(client.getInstallation(installationId), refusedWith(404));
    },
    refused: [() => sender.deleteInstallation('any'), 403],
  },
  createRegistrationId: {
    succeeds: async () => assert.match(await listener.createRegistrationId(), /^\d{1,19}-\d{1,19}-\d$/),
    refused: [() => sender.createRegistrationId(), 403],
  },
  createRegistration: {
    succeeds: async () => {
      const deviceToken = freshToken();
      const made = await client.createRegistration(hubs.createAppleTemplateRegistrationDescription({
        deviceToken, tags: ['x', 'y'], bodyTemplate: '{"aps":{"alert":"$(m)"}}', templateName: 'mine', apnsHeaders: { 'apns-priority': '5' }, pushVariables: { k: 'v' },
      }));
      assert.equal(made.kind, 'AppleTemplate');
      assert.equal(made.deviceToken, deviceToken);
      assert.equal(made.etag, '1');
      assert.deepEqual(made.tags, ['x', 'y']);
      assert.equal(made.bodyTemplate, '{"aps":{"alert":"$(m)"}}');
      assert.deepEqual(made.apnsHeaders, { 'apns-priority': '5' });
      assert.deepEqual(made.pushVariables, { k: 'v' });
      for (const make of [
        () => hubs.createFcmLegacyRegistrationDescription({ gcmRegistrationId: fresh('g') }),
        () => hubs.createFcmV1TemplateRegistrationDescription({ fcmV1RegistrationId: fresh('f'), bodyTemplate: '{"message":{}}' }),
        () => hubs.createWindowsTemplateRegistrationDescription({ channelUri: `https://w.example/${fresh('w')}`, bodyTemplate: '<toast>$(m)</toast>', wnsHeaders: { 'X-WNS-Type': 'wns/toast' } }),
        () => hubs.createAdmRegistrationDescription({ admRegistrationId: fresh('a') }),
        () => hubs.createBaiduRegistrationDescription({ baiduUserId: fresh('u'), baiduChannelId: fresh('c') }),
        () => hubs.createBrowserRegistrationDescription({ endpoint: `https://b.example/${fresh('b')}`, p256dh: 'p', auth: 'a' }),
        () => hubs.createXiaomiRegistrationDescription({ xiaomiRegistrationId: fresh('x') }),
      ]) {
        const description = make();
        const { kind } = description;
        assert.equal((await client.createRegistration(description)).kind, kind);
      }
    },
    refused: [() => client.createRegistration(appleRegistration({ tags: ['a b'] })), 400],
  },
  createOrUpdateRegistration: {
    succeeds: async () => {
      const registrationId = await client.createRegistrationId();
      const made = await client.createOrUpdateRegistration(appleRegistration({ registrationId, tags: ['a'] }));
      assert.equal(made.registrationId, registrationId);
      const again = await client.createOrUpdateRegistration(appleRegistration({ registrationId, tags: ['b'] }));
      assert.equal(again.etag, '2');
      assert.deepEqual(again.tags, ['b']);
    },
    // An id that was deleted is gone for good.
    refused: [async () => {
      const { registrationId } = await registered();
      await client.deleteRegistration(registrationId);
      return client.createOrUpdateRegistration(appleRegistration({ registrationId }));
    }, 410],
  },
  updateRegistration: {
    succeeds: async () => {
      const made = await registered({ tags: ['a'] });
      const updated = await client.updateRegistration({ ...made, tags: ['b'] });
      assert.equal(updated.etag, '2');
      assert.deepEqual(updated.tags, ['b']);
    },
    refused: [async () => {
      const made = await registered();
      await client.updateRegistration({ ...made });
      return client.updateRegistration({ ...made });
    }, 412],
  },
  deleteRegistration: {
    succeeds: async () => {
      const { registrationId } = await registered();
      await client.deleteRegistration(registrationId);
      await assert.rejects(client.getRegistration(registrationId), refusedWith(404));
    },
    refused: [async () => client.deleteRegistration((await registered()).registrationId, { etag: '7' }), 412],
  },
  getRegistration: {
    succeeds: async () => {
      const made = await registered({ tags: ['a'] });
      const read = await listener.getRegistration(made.registrationId);
      assert.deepEqual(read, made);
      assert.equal(read.expirationTime.getUTCFullYear(), 9999);
    },
    refused: [() => client.getRegistration('1-2-3'), 404],
  },
  listRegistrations: {
    succeeds: async () => {
      const ids = [];
      for (let index = 0; index < 3; ++index) ids.push((await registered()).registrationId);
      const listed = (await all(client.listRegistrations({ top: 2 }))).map((one) => one.registrationId);
      for (const id of ids) assert.ok(listed.includes(id));
      assert.equal(new Set(listed).size, listed.length);
      const pages = [];
      for await (const page of client.listRegistrations({ top: 2 }).byPage()) pages.push(page);
      assert.ok(pages.length > 1 && pages.slice(0, -1).every((page) => page.length === 2));
    },
    refused: [() => all(listener.listRegistrations()), 403],
  },
  listRegistrationsByChannel: {
    succeeds: async () => {
      const made = await registered();
      const found = await all(listener.listRegistrationsByChannel({ kind: 'apple', deviceToken: made.deviceToken.toLowerCase() }));
      assert.deepEqual(found.map((one) => one.registrationId), [made.registrationId]);
      const browser = await client.createRegistration(hubs.createBrowserRegistrationDescription({ endpoint: 'https://b.example/?x=1&y', p256dh: 'p', auth: 'a' }));
      const same = await all(client.listRegistrationsByChannel({ kind: 'browser', endpoint: 'https://b.example/?x=1&y', p256dh: 'p', auth: 'a' }));
      assert.deepEqual(same.map((one) => one.registrationId), [browser.registrationId]);
    },
    refused: [() => all(sender.listRegistrationsByChannel({ kind: 'apple', deviceToken: 'AB' })), 403],
  },
  listRegistrationsByTag: {
    succeeds: async () => {
      const tag = fresh('tag-');
      const made = await registered({ tags: [tag] });
      await installed({ tags: [tag] });
      const found = await all(client.listRegistrationsByTag(tag, { top: 1 }));
      assert.equal(found.length, 2);
      assert.equal(found[0].registrationId, made.registrationId);
      assert.ok(found[1].tags.some((one) => one.startsWith('$InstallationId:{')));
    },
    refused: [() => all(listener.listRegistrationsByTag('a')), 403],
  },
  sendNotification: {
    succeeds: async () => {
      const tag = fresh('tag-');
      const { device, token } = await phone();
      const android = await phone('android');
      await client.createOrUpdateInstallation(hubs.createAppleInstallation({ installationId: fresh('i-'), pushChannel: token, tags: [tag, 'de'], userId: device, templates: { t: { body: '{"aps":{"alert":"{\'Hi \' + $(who)}"}}' } } }));
      await client.createOrUpdateInstallation(hubs.createFcmV1Installation({ installationId: fresh('i-'), pushChannel: android.token, tags: [tag], templates: { t: { body: '{"message":{"notification":{"title":"$(who)"}}}' } } }));
      // To a tag, an expression, a user; to one handle and to many; by template; as a test.
      for (const tagExpression of [tag, `${tag} && !fr`, hubs.createTagExpression([tag, 'nobody-has-this']), `$UserId:{${device}}`]) {
        const sent = await sender.sendNotification(apple(), { tagExpression });
        assert.equal(sent.state, 'Enqueued');
        assert.match(sent.location, /\/droppoint-hub\/messages\//);
      }
      assert.equal((await received(device)).length, 4);
      await sender.sendNotification(apple(), { deviceHandle: token });
      await sender.sendNotification(apple(), { deviceHandle: [token, freshToken()] });
      assert.equal((await received(device)).length, 6);
      const byTemplate = await sender.sendNotification(hubs.createTemplateNotification({ body: { who: 'Alice' } }), { tagExpression: tag });
      assert.equal((await received(device)).at(-1).payload.aps.alert, 'Hi Alice');
      assert.equal((await received(android.device)).length, 1);
      const details = await client.getNotificationOutcomeDetails(byTemplate.notificationId);
      assert.equal(details.targetPlatforms, 'appletemplate,fcmv1template');
      const tested = await sender.sendNotification(apple(), { tagExpression: tag, enableTestSend: true });
      assert.equal(tested.state, 'DetailedStateAvailable');
      assert.equal(tested.successCount, 1);
      assert.equal(tested.results[0].pnsHandle, token.toUpperCase());
      assert.equal(tested.results[0].outcome, 'The Notification was successfully sent to the Push Notification System');
      const nobody = await sender.sendNotification(apple(), { tagExpression: 'nobody-has-this', enableTestSend: true });
      assert.deepEqual([nobody.successCount, nobody.failureCount, nobody.results], [0, 0, []]);
    },
    refused: [() => sender.sendNotification(apple(), { tagExpression: 'a &&' }), 400],
  },
  sendBroadcastNotification: {
    succeeds: async () => {
      const { device, token } = await phone();
      await client.createOrUpdateInstallation(hubs.createAppleInstallation({ installationId: fresh('i-'), pushChannel: token }));
      const sent = await sender.sendBroadcastNotification(apple('to all'));
      assert.equal(sent.state, 'Enqueued');
      assert.equal((await received(device)).at(-1).payload.aps.alert, 'to all');
      // The client names the tag "undefined" in the test of a broadcast, so only who has that tag is reached.
      await registered({ tags: ['undefined'] });
      const tested = await sender.sendBroadcastNotification(apple(), { enableTestSend: true });
      assert.equal(tested.results.length, 1);
      assert.equal(tested.results[0].outcome, 'The Push Notification System handle for the registration is invalid');
    },
    refused: [() => listener.sendBroadcastNotification(apple()), 403],
  },
  scheduleNotification: {
    succeeds: async () => {
      const tag = fresh('tag-');
      const { device, token } = await phone();
      await client.createOrUpdateInstallation(hubs.createAppleInstallation({ installationId: fresh('i-'), pushChannel: token, tags: [tag] }));
      const scheduled = await sender.scheduleNotification(await hoursFromNow(1), apple('later'), { tagExpression: tag });
      assert.match(scheduled.notificationId, /^[0-9a-f]{32}_\d{14}_\d+_\d+_QNHQueue[0-9a-f]{32}-S\d{17}$/);
      assert.equal((await client.getNotificationOutcomeDetails(scheduled.notificationId)).state, 'Scheduled');
      await cloud.control('POST', '/clock/advance', { by: '1h' });
      assert.equal((await received(device)).length, 1);
      assert.equal((await client.getNotificationOutcomeDetails(scheduled.notificationId)).state, 'Completed');
    },
    refused: [async () => sender.scheduleNotification(await hoursFromNow(24 * 8), apple(), { tagExpression: 'a' }), 400],
  },
  scheduleBroadcastNotification: {
    succeeds: async () => {
      const { device, token } = await phone();
      await client.createOrUpdateInstallation(hubs.createAppleInstallation({ installationId: fresh('i-'), pushChannel: token }));
      await sender.scheduleBroadcastNotification(await hoursFromNow(2), apple('later'));
      await cloud.control('POST', '/clock/advance', { by: '2h' });
      assert.equal((await received(device)).length, 1);
    },
    refused: [async () => listener.scheduleBroadcastNotification(await hoursFromNow(1), apple()), 403],
  },
  cancelScheduledNotification: {
    succeeds: async () => {
      const { device, token } = await phone();
      await client.createOrUpdateInstallation(hubs.createAppleInstallation({ installationId: fresh('i-'), pushChannel: token }));
      const { notificationId } = await sender.scheduleBroadcastNotification(await hoursFromNow(1), apple());
      await sender.cancelScheduledNotification(notificationId);
      await cloud.control('POST', '/clock/advance', { by: '2h' });
      assert.equal((await received(device)).length, 0);
      assert.match((await client.getNotificationOutcomeDetails(notificationId)).state, /^Cancell?ed$/);
    },
    refused: [() => sender.cancelScheduledNotification('never'), 404],
  },
  submitNotificationHubJob: { refused: [() => client.submitNotificationHubJob(job()), 501] },
  beginSubmitNotificationHubJob: { refused: [() => client.beginSubmitNotificationHubJob(job()), 501] },
  getNotificationHubJob: { refused: [() => client.getNotificationHubJob('1'), 501] },
  listNotificationHubJobs: { refused: [() => client.listNotificationHubJobs(), 501] },
};

test('every method of the client is in the table', async () => {
  const methods = Object.getOwnPropertyNames(hubs.NotificationHubsClient.prototype).filter((one) => one !== 'constructor');
  const others = Object.values(elsewhere).flat();
  assert.deepEqual([...Object.keys(table), ...others].sort(), methods.sort());
  for (const [file, names] of Object.entries(elsewhere)) {
    const source = await readFile(new URL(file, import.meta.url), 'utf8');
    for (const method of names) assert.ok(source.includes(`.${method}(`), `${file} does not call ${method}`);
  }
});

for (const [method, { succeeds, refused: [refused, status] }] of Object.entries(table)) {
  if (succeeds) test(`${method} succeeds`, succeeds);
  test(`${method} is refused with ${status}`, () => assert.rejects(refused, refusedWith(status)));
}
