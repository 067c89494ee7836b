import type { Attack, Door } from './attack.ts';
import { frame, PING, TEXT, times } from './frame.ts';
import { anyDoor, handshakeOf, hostileSocket, openSocket, pause, together } from './hostile-socket.ts';

const requestOf = ({ requests }: Door): string => requests[0] ?? '{"type":"ping"}';

/** More of what is allowed than anybody honest sends. */
export const FLOODS: readonly Attack[] = [
  {
    name: 'flood: requests on 20 connections',
    async run(target, random) {
      const door = anyDoor(target, random);
      const batch = times(frame(TEXT, requestOf(door)), 2_000);
      await together(20, async () => {
        const hostile = await openSocket(target, door);
        for (let round = 0; round < 5; round += 1) await hostile.write(batch);
        await hostile.over(200);
      });
    },
  },
  {
    name: 'flood: empty frames on 20 connections',
    async run(target, random) {
      const door = anyDoor(target, random);
      const batch = times(frame(TEXT, ''), 20_000);
      await together(20, async () => {
        const hostile = await openSocket(target, door);
        await hostile.write(batch);
        await hostile.over(200);
      });
    },
  },
  {
    name: 'flood: pings, and nothing is read',
    async run(target, random) {
      const hostile = await openSocket(target, anyDoor(target, random));
      hostile.socket.pause();
      const batch = times(frame(PING, Buffer.alloc(125)), 5_000);
      for (let round = 0; round < 20; round += 1) void hostile.write(batch);
      await hostile.over(3_000);
    },
  },
  {
    name: 'flood: requests, and no reply is read',
    async run(target, random) {
      const door = anyDoor(target, random);
      const hostile = await openSocket(target, door);
      hostile.socket.pause();
      const batch = times(frame(TEXT, requestOf(door)), 5_000);
      for (let round = 0; round < 20; round += 1) void hostile.write(batch);
      await hostile.over(3_000);
    },
  },
  {
    name: 'flood: 500 connections at once, reset',
    async run(target, random) {
      const door = anyDoor(target, random);
      await together(500, async () => {
        const hostile = hostileSocket(target);
        void hostile.write(handshakeOf(door));
        await hostile.answer(500);
        hostile.reset();
        await hostile.over(500);
      });
    },
  },
  {
    name: 'flood: 200 connections that stay, and listen to nobody',
    async run(target, random) {
      const door = anyDoor(target, random);
      await together(200, async () => {
        const hostile = await openSocket(target, door);
        hostile.socket.pause();
        await hostile.over(2_000);
      });
    },
  },
  {
    name: 'flood: half-open connections',
    async run(target, random) {
      const door = anyDoor(target, random);
      await together(50, async () => {
        const hostile = await openSocket(target, door);
        hostile.socket.end();
        await hostile.over(1_000);
      });
    },
  },
  {
    name: 'flood: resets in the middle of frames',
    async run(target, random) {
      const door = anyDoor(target, random);
      const batch = times(frame(TEXT, requestOf(door)), 300);
      await together(50, async () => {
        const hostile = await openSocket(target, door);
        void hostile.write(batch.subarray(0, random.integer(1, batch.length)));
        await pause(random.integer(0, 20));
        hostile.reset();
        await hostile.over(200);
      });
    },
  },
  {
    name: 'flood: bodies that trickle',
    async run(target) {
      await together(50, async () => {
        const hostile = hostileSocket(target);
        await hostile.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n');
        for (let sent = 0; sent < 10; sent += 1) {
          await hostile.write(Buffer.alloc(50_000, '['));
          await pause(50);
        }
        await hostile.over(0);
      });
    },
  },
];
