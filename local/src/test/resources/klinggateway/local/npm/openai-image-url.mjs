// Since its version 7, OpenAI's client takes a picture by its address, too, which it puts into the form as
// input_reference[image_url].
import { readFileSync } from 'node:fs';
import OpenAI from 'openai';
import { pause, step } from './steps.mjs';

const { URL_OF_OPENAI: baseURL, KEY: apiKey, IMAGE } = process.env;
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });

const image_url = `data:image/png;base64,${readFileSync(IMAGE).toString('base64')}`;
let video = await client.videos.create({ prompt: 'Make it come alive', input_reference: { image_url } });
for (let i = 0; i < 200 && video.status !== 'completed'; i++) {
  await pause(200);
  video = await client.videos.retrieve(video.id);
}
if (video.status === 'completed') {
  step('create with an image_url');
}
