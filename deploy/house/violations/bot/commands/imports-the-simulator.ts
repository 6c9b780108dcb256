import { world } from '../../simulator/world.ts';
export const value = world;
