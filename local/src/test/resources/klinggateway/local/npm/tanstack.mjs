// TanStack AI's generateVideo with its adapter for OpenAI, which goes through OpenAI's client. It is given a base URL and a key.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { generateVideo, getVideoJobStatus } from '@tanstack/ai';
import { createOpenaiVideo } from '@tanstack/ai-openai';
import { kindOfBytes, pause, step } from './steps.mjs';

const { URL_OF_OPENAI: baseURL, KEY, IMAGE } = process.env;
const adapter = createOpenaiVideo('sora-2', KEY, { baseURL });

const made = async (name, order) => {
  const { jobId } = await generateVideo({ adapter, ...order });
  for (let i = 0; i < 200; i++) {
    const job = await getVideoJobStatus({ adapter, jobId });
    assert.notEqual(job.status, 'failed', JSON.stringify(job));
    if (job.status === 'completed') {
      const file = await fetch(job.url);
      assert.equal(kindOfBytes(await file.arrayBuffer()), 'video');
      step(name);
      return;
    }
    await pause(200);
  }
  throw new Error(`${jobId} has not been completed`);
};

const picture = { type: 'image', source: { type: 'data', value: readFileSync(IMAGE).toString('base64'), mimeType: 'image/png' } };
await made('a video from a text', { prompt: 'A cat playing piano', size: '1280x720', duration: 8 });
await made('a video from a picture', { prompt: [{ type: 'text', content: 'Make it come alive' }, picture] });
