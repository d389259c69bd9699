// Metrics as the clients of Azure Monitor read them: per resource by @azure/arm-monitor, for several resources by
// @azure/monitor-query-metrics.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

const metricNamespace = 'Microsoft.NotificationHubs/namespaces/notificationHubs';
let cloud;
let hub;
let monitor;
let metrics;
before(async () => {
  cloud = await serve('--strict-auth');
  await trust(cloud.ca);
  const identity = await import('@azure/identity');
  // The module build of this one needs import attributes, which not every Node.js 18 has; the other build does not.
  const { MonitorClient } = createRequire(import.meta.url)('@azure/arm-monitor');
  const { MetricsClient } = await import('@azure/monitor-query-metrics');
  const { tenant_id: tenant, client_id: id, client_secret: secret, authority } = cloud.info.entra;
  const credential = new identity.ClientSecretCredential(tenant, id, secret, { authorityHost: authority, disableInstanceDiscovery: true });
  const endpoint = cloud.info.endpoint.replace(/\/$/, '');
  const options = { endpoint, retryOptions: { maxRetries: 0 } };
  monitor = new MonitorClient(credential, cloud.info.subscription_id, options);
  metrics = new MetricsClient(endpoint, credential, options);
  hub = cloud.info.notification_hubs['droppoint-ns/droppoint-hub'];
  await cloud.control('PUT', '/devices/carol', { platform: 'ios', app: 'com.example.droppoint', user: 'carol', state: 'background' });
  const call = await cloud.control('POST', '/calls', { from: 'bob', to: 'carol' });
  assert.equal((await cloud.control('GET', `/traces/${call.body.trace}?wait=verdict&timeout=5s`)).body.verdict.state, 'delivered');
});
after(async () => { await cloud.stop(); });

const total = (metric) => metric.timeseries[0].data.reduce((sum, point) => sum + (point.total ?? 0), 0);

test('@azure/arm-monitor lists metrics, their definitions and their namespace', async () => {
  const answer = await monitor.metrics.list(hub.resource_id, { metricnames: 'incoming,outgoing.apns.success,outgoing.fcmv1.success', interval: 'PT1M', aggregation: 'Total', timespan: 'PT1H' });
  assert.equal(answer.interval, 'PT1M');
  assert.equal(answer.namespace, metricNamespace);
  assert.deepEqual(answer.value.map(total), [1, 1, 0]);
  assert.equal(answer.value[0].name.localizedValue, 'Incoming Messages');
  assert.equal(answer.value[0].unit, 'Count');

  const definitions = [];
  for await (const definition of monitor.metricDefinitions.list(hub.resource_id)) definitions.push(definition);
  assert.equal(definitions.length, 70);
  for (const definition of definitions) {
    assert.equal(definition.primaryAggregationType, 'Total');
    assert.equal(definition.metricAvailabilities[0].timeGrain, 'PT1M');
  }
  const namespaces = [];
  for await (const one of monitor.metricNamespaces.list(hub.resource_id)) namespaces.push(one.properties.metricNamespaceName);
  assert.deepEqual(namespaces, [metricNamespace]);
});

test('@azure/arm-monitor is refused what makes no sense', async () => {
  const refused = (options, message) => assert.rejects(
    monitor.metrics.list(hub.resource_id, options),
    (error) => Number(error.statusCode) === 400 && error.details?.code === 'BadRequest' && message.test(error.details.message) || assert.fail(JSON.stringify(error.details)),
  );
  await refused({ metricnames: 'nonsense' }, /^Failed to find metric configuration/);
  await refused({ metricnames: 'incoming', interval: 'PT3M' }, /^Invalid time grain duration: PT3M/);
  await refused({ metricnames: 'incoming', filter: "City eq '*'" }, /does not support requested dimension combination/);
  await assert.rejects(monitor.metrics.list(`${hub.resource_id}x`, { metricnames: 'incoming' }), (error) => Number(error.statusCode) === 404);
});

test('@azure/monitor-query-metrics queries several hubs', async () => {
  const now = Date.now();
  const [answer] = await metrics.queryResources([hub.resource_id], ['incoming', 'outgoing.apns.success'], metricNamespace, {
    startTime: new Date(now - 3600_000), endTime: new Date(now + 60_000), interval: 'PT5M', aggregation: 'total',
  });
  assert.equal(answer.resourceId, hub.resource_id);
  assert.equal(answer.granularity, 'PT5M');
  assert.deepEqual(answer.metrics.map((metric) => (metric.timeseries ?? metric.timeSeries)[0].data.reduce((sum, point) => sum + (point.total ?? 0), 0)), [1, 1]);
  await assert.rejects(metrics.queryResources([hub.resource_id], ['nonsense'], metricNamespace), (error) => Number(error.statusCode) === 400);
});
