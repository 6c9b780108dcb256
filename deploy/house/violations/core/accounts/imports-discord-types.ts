import { Routes } from 'discord-api-types/v10';
export const value = Routes;
