// Each line that says so must not compile. TypesTest sees to it.
import type { components, paths } from './kling-gateway.js';

type Order = paths['/api/generate-video']['post']['requestBody']['content']['application/json'];
type Job = paths['/api/video-status']['get']['responses'][200]['content']['application/json'];
type Question = NonNullable<paths['/api/usage-analytics']['get']['parameters']['query']>;
type Usage = paths['/api/usage-analytics']['get']['responses'][200]['content']['application/json'];

export const noSuchMode: Order = { prompt: 'A boat', mode: 'fast' }; // wrong
export const noSuchKind: Order = { kind: 'text2sculpture', prompt: 'A boat' }; // wrong
export const promptOfNoText: Order = { prompt: 5 }; // wrong
export const status = (job: Job): boolean => job.status === 'done'; // wrong
export const misspelt = (usage: Usage): number => usage.summary.totalUnitsDeducted; // wrong
export const noSuchGranularity: Question = { granularity: 'century' }; // wrong
export const code: components['schemas']['Problem']['code'] = 'NO_SUCH_CODE'; // wrong
