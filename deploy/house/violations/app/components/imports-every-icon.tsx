import { Hash } from 'lucide-react';
export const value = Hash;
