// The package kling-api as its README uses it, from create to the finished file. It signs tokens, so it is given an access key
// and a secret key; it has Kling's address built in, so it is given a base URL. It refuses to save files from addresses of
// this machine, so this script downloads them.
import assert from 'node:assert/strict';
import { KlingAPI, KlingAPIError } from 'kling-api';
import { kindOf, step } from './steps.mjs';

const { URL_OF_KLING: baseUrl, ACCESS_KEY, SECRET_KEY, ADMIN_ACCESS_KEY, ADMIN_SECRET_KEY, IMAGE, SOUND } = process.env;

const api = new KlingAPI({ accessKey: ACCESS_KEY, secretKey: SECRET_KEY, baseUrl });
const often = { interval: 200, timeout: 40_000, showSpinner: false };

/** From the order to the file. */
const made = async (name, kind, order, query) => {
  const created = await order();
  assert.equal(created.code, 0);
  assert.match(created.data.task_id, /^\d+$/);
  const wait = kind === 'video' ? api.waitForVideoResult : api.waitForImageResult;
  const result = await wait.call(api, created.data.task_id, (id) => query(id), often);
  assert.equal(result.data.task_id, created.data.task_id);
  const file = result.data.task_result[`${kind}s`][0];
  assert.equal(await kindOf(file.url), kind);
  step(name);
  return file;
};

const refused = async (name, order, check) => {
  await assert.rejects(order, (error) => {
    assert.ok(error instanceof KlingAPIError, String(error));
    check(error);
    return true;
  });
  step(name);
};

const admin = new KlingAPI({ accessKey: ADMIN_ACCESS_KEY, secretKey: ADMIN_SECRET_KEY, baseUrl });

await Promise.all([
  admin.healthCheck().then((isWell) => isWell && step('health check')),
  made(
    'text2video',
    'video',
    () =>
      api.textToVideo({
        prompt: 'A cat playing piano',
        model_name: 'kling-v2-6',
        mode: 'pro',
        sound: 'on',
        duration: '5',
        aspect_ratio: '9:16',
        external_task_id: 'mine-1',
      }),
    (id) => api.queryTextToVideoTask(id),
  ).then(() => api.queryTextToVideoTask('mine-1').then(() => step('text2video by an id of the caller'), () => {})),
  made(
    'image2video',
    'video',
    () => api.imageToVideo({ image: IMAGE, prompt: 'Make it come alive', model_name: 'kling-v2-6' }),
    (id) => api.queryImageToVideoTask(id),
  ),
  made(
    'omni-video',
    'video',
    () => api.omniVideo({ prompt: 'The person of <<<image_1>>> walks', image_list: [{ image_url: IMAGE }], aspect_ratio: '1:1' }),
    (id) => api.queryOmniVideoTask(id),
  ),
  made(
    'avatar',
    'video',
    () => api.createAvatar({ image: IMAGE, sound_file: SOUND, prompt: 'He speaks calmly' }),
    (id) => api.queryAvatarTask(id),
  ),
  made(
    'image',
    'image',
    () => api.generateImage({ prompt: 'Watercolour of a harbour', model_name: 'kling-v2-1', n: 2 }),
    (id) => api.queryImageGenTask(id),
  ),
  made(
    'omni-image',
    'image',
    () => api.omniImage({ prompt: '<<<image_1>>> at night', image_list: [{ image: IMAGE }] }),
    (id) => api.queryOmniImageTask(id),
  ),
  made(
    'multi-image2image',
    'image',
    () =>
      api.multiImageToImage({
        prompt: 'Both at a table',
        model_name: 'kling-v2-1',
        subject_image_list: [{ subject_image: IMAGE }, { subject_image: IMAGE }],
      }),
    (id) => api.queryMultiImageToImageTask(id),
  ),
  made(
    'expand',
    'image',
    () =>
      api.expandImage({
        image: IMAGE,
        up_expansion_ratio: 0.1,
        down_expansion_ratio: 0.1,
        left_expansion_ratio: 0.1,
        right_expansion_ratio: 0.1,
      }),
    (id) => api.queryImageExpandTask(id),
  ),
]);

const account = await admin.getAccountInfo(Date.now() - 86_400_000, Date.now());
assert.equal(account.code, 0);
assert.ok(account.data.resource_pack_subscribe_infos.length > 0);
step('account/costs');

// The client's own default, kling-v1, is one that Kling has switched off.
await refused(
  'a model that is not sold',
  () => api.textToVideo({ prompt: 'A cat' }),
  (error) => assert.equal(error.code, 1203),
);
await refused(
  'a task that fails',
  async () => {
    const created = await api.textToVideo({ prompt: 'A cat [[sim:fail=risk]]', model_name: 'kling-v2-6' });
    await api.waitForVideoResult(created.data.task_id, undefined, often);
  },
  (error) => assert.ok(error.message.length > 10, error.message),
);
await refused(
  'a task that is not there',
  () => api.queryTextToVideoTask('831922345719271433'),
  (error) => assert.ok(error.code >= 1200 && error.code < 1300, String(error.code)),
);
await refused(
  'a wrong secret key',
  () => new KlingAPI({ accessKey: ACCESS_KEY, secretKey: 'wrong', baseUrl }).queryTextToVideoTask('1'),
  (error) => assert.ok(error.code >= 1000 && error.code < 1100, String(error.code)),
);
