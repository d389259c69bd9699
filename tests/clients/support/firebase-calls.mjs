// Run as a process of its own, since the redirection and the certificate authority are set at its start. Makes the
// calls of standard input, in order, and writes what came of each: { value } or { error, message }.
let text = '';
for await (const chunk of process.stdin) text += chunk;
const { sdk, serviceAccount, projectId, legacyTransport, calls } = JSON.parse(text);
const { cert, initializeApp } = await import(`${sdk}/app`);
const { getMessaging } = await import(`${sdk}/messaging`);
const messaging = getMessaging(initializeApp({ credential: cert(serviceAccount), projectId: projectId ?? serviceAccount.project_id }));
if (legacyTransport) messaging.enableLegacyHttpTransport();

// Errors do not travel as JSON.
const plain = (value) => JSON.parse(JSON.stringify(value, (key, each) => (each instanceof Error ? { code: each.code, message: each.message } : each)) ?? 'null');
const results = [];
for (const [method, ...parameters] of calls) {
  try {
    results.push({ value: plain(await messaging[method](...parameters)) });
  } catch (error) {
    results.push({ error: error.code ?? error.errorInfo?.code, message: error.message });
  }
}
process.stdout.write(JSON.stringify(results));
process.exit(0);
