import { describeModelEndpoint } from '../../../simulator/model/start-model.ts';
import type { RunningSimulator } from '../../../simulator/start-simulator.ts';

/** Environment of a process that asks the stand-in for a model. */
export function modelEnv({ model }: RunningSimulator): Record<string, string> {
  const { apiUrl, key, models, vendors, prices } = describeModelEndpoint(model);
  return {
    AI_API_URL: apiUrl,
    AI_API_KEY: key,
    AI_MODELS: models.join(','),
    AI_VENDORS: JSON.stringify(vendors),
    AI_MAX_PROMPT_PRICE: String(prices.prompt),
    AI_MAX_COMPLETION_PRICE: String(prices.completion),
  };
}
