// What the scripts of this folder share: each tells the steps that it has taken, and ClientsTest expects all of them.
import assert from 'node:assert/strict';

export const step = (name) => console.log(`done: ${name}`);

const KINDS = { ftyp: 'video', PNG: 'image', JFIF: 'image' };

/** Downloads a file of a result, and says whether it is a video or an image. */
export const kindOf = async (url) => {
  const response = await fetch(url);
  assert.equal(response.status, 200, url);
  return kindOfBytes(await response.arrayBuffer());
};

export const kindOfBytes = (bytes) => {
  const head = Buffer.from(bytes).subarray(0, 16).toString('latin1');
  const mark = Object.keys(KINDS).find((word) => head.includes(word));
  assert.ok(mark, `neither video nor image: ${JSON.stringify(head)}`);
  return KINDS[mark];
};

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
