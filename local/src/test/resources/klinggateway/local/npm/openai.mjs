// The resource videos of OpenAI's client, or of a fork of it, from create to the finished file. It is given a base URL and a key,
// and nothing else is changed: models, sizes and lengths are OpenAI's.
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { kindOfBytes, pause, step } from './steps.mjs';

const { CLIENT, URL_OF_OPENAI: baseURL, KEY: apiKey, IMAGE } = process.env;
const { default: OpenAI } = await import(CLIENT);

const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });

const completed = async (video) => {
  for (let i = 0; i < 200; i++) {
    const now = await client.videos.retrieve(video.id);
    assert.equal(now.id, video.id);
    assert.ok(now.progress >= 0 && now.progress <= 100);
    if (now.status === 'completed') {
      return now;
    }
    assert.ok(['queued', 'in_progress'].includes(now.status), JSON.stringify(now));
    await pause(200);
  }
  throw new Error(`${video.id} has not been completed`);
};

const bytes = async (id, query) => (await client.videos.downloadContent(id, query)).arrayBuffer();

/** From the order to the file. */
const made = async (name, order) => {
  const video = await client.videos.create(order);
  assert.equal(video.object, 'video');
  assert.equal(typeof video.created_at, 'number');
  const done = await completed(video);
  assert.equal(done.prompt, order.prompt);
  assert.equal(typeof done.completed_at, 'number');
  assert.equal(kindOfBytes(await bytes(video.id)), 'video');
  step(name);
  return done;
};

const refused = async (name, status, attempt) => {
  await assert.rejects(attempt, (error) => {
    assert.ok(error instanceof OpenAI.APIError, String(error));
    assert.equal(error.status, status, String(error));
    assert.ok(error.message.length > 10);
    return true;
  });
  step(name);
};

const [video] = await Promise.all([
  made('create', { prompt: 'A cat playing piano', model: 'sora-2', seconds: '4', size: '1280x720' }),
  made('create with input_reference', { prompt: 'Make it come alive', input_reference: createReadStream(IMAGE) }),
]);

const listed = [];
for await (const item of client.videos.list({ limit: 1, order: 'asc' })) {
  listed.push(item.id);
}
assert.ok(listed.includes(video.id));
step('list');

const gone = await client.videos.delete(video.id);
assert.equal(gone.deleted, true);
assert.equal(gone.id, video.id);
await refused('a deleted video', 404, () => client.videos.retrieve(video.id));
step('delete');

await refused('a remix', 400, () => client.videos.remix(video.id, { prompt: 'The same at night' }));
await refused('a wrong length', 400, () => client.videos.create({ prompt: 'A boat', model: 'sora-2', seconds: '7000' }));
await refused('a wrong key', 401, () => new OpenAI({ baseURL, apiKey: 'sk-wrong', maxRetries: 0 }).videos.retrieve(video.id));
