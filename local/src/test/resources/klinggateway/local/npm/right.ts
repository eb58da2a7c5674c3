// Calls of the predecessor's three routes, with the types of this API. TypesTest compiles it.
import type { components, paths } from './kling-gateway.js';

type Order = paths['/api/generate-video']['post']['requestBody']['content']['application/json'];
type Ordered = paths['/api/generate-video']['post']['responses'][200]['content']['application/json'];
type Job = paths['/api/video-status']['get']['responses'][200]['content']['application/json'];
type Question = NonNullable<paths['/api/usage-analytics']['get']['parameters']['query']>;
type Usage = paths['/api/usage-analytics']['get']['responses'][200]['content']['application/json'];
type Problem = components['schemas']['Problem'];

async function ask<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(path, init);
  if (!response.ok) {
    const problem: Problem = await response.json();
    throw new Error(`${problem.code}: ${problem.detail}`);
  }
  return response.json();
}

export const least: Order = { prompt: 'A paper boat' };

export async function video(): Promise<string | undefined> {
  const order: Order = {
    prompt: 'A paper boat',
    model: 'kling-v2-6',
    mode: 'std',
    duration: 5,
    aspectRatio: '16:9',
  };
  const ordered = await ask<Ordered>('/api/generate-video', {
    method: 'POST',
    body: JSON.stringify(order),
  });
  const cost: string = ordered.usage.estimatedCost;
  const job = await ask<Job>(`/api/video-status?taskId=${ordered.taskId}`);
  return job.status === 'succeeded' ? job.videos?.[0]?.url : cost;
}

export async function spent(question: Question = { productType: 'video', limit: 5 }): Promise<string> {
  const query = new URLSearchParams({ limit: String(question.limit) });
  const usage = await ask<Usage>(`/api/usage-analytics?${query}`);
  const calls: number = usage.summary.totalCalls;
  return `${calls} calls, ${usage.summary.totalCost}`;
}
