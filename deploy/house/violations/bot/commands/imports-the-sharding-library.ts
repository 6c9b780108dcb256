import { ClusterManager } from 'discord-hybrid-sharding';
export const value = ClusterManager;
