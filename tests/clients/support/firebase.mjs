// Run as a process of its own, since the redirection and the certificate authority are set at its start.
import { cert, initializeApp } from 'firebase-admin/app';
import { getMessaging } from 'firebase-admin/messaging';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { serviceAccount, token } = JSON.parse(text);
const messaging = getMessaging(initializeApp({ credential: cert(serviceAccount), projectId: serviceAccount.project_id }));
const short = ({ responses }) => responses.map((one) => ({ success: one.success, error: one.error?.code }));
// The form of a token, but nobody's.
const gone = token.slice(0, -8) + (token.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA');

const single = await messaging.send({ token, data: { story: 'single' }, android: { priority: 'high', ttl: 3600_000 } });
const each = short(await messaging.sendEach([{ token, data: { story: 'each' } }, { token: gone, data: { story: 'gone' } }]));
messaging.enableLegacyHttpTransport();
const legacy = short(await messaging.sendEach([{ token, data: { story: 'legacy' } }]));
process.stdout.write(JSON.stringify({ single, each, legacy }));
process.exit(0);
