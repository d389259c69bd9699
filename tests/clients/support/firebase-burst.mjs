// Two sendEach() of ten messages each, one after the other. A process of its own, as firebase.mjs.
import { cert, initializeApp } from 'firebase-admin/app';
import { getMessaging } from 'firebase-admin/messaging';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { serviceAccount, token } = JSON.parse(text);
const messaging = getMessaging(initializeApp({ credential: cert(serviceAccount), projectId: serviceAccount.project_id }));

async function burst(story) {
  const messages = Array.from({ length: 10 }, (_, number) => ({ token, data: { story: `${story} ${number}` } }));
  try {
    const { responses } = await messaging.sendEach(messages);
    return {
      successes: responses.filter((one) => one.success).length,
      errors: responses.filter((one) => !one.success).map((one) => one.error.message),
    };
  } catch (error) {
    return { rejected: error.message };
  }
}

const first = await burst('first');
const second = await burst('second');
process.stdout.write(JSON.stringify({ first, second }));
process.exit(0);
