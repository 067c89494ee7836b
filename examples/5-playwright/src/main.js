const FEED = new URLSearchParams(location.search).get('feed') ?? 'ws://localhost:4600/matches/final';
const RETRY = 250;

const score = document.querySelector('#score');
const cheer = document.querySelector('#cheer');
const status = document.querySelector('#status');
let socket;

cheer.addEventListener('click', () => socket.send(JSON.stringify({ type: 'cheer', team: 'home' })));
connect();

function connect() {
  socket = new WebSocket(FEED);
  socket.addEventListener('open', () => {
    status.textContent = 'Live';
    cheer.disabled = false;
  });
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === 'score') score.textContent = `${message.home} : ${message.away}`;
    if (message.type === 'cheered') cheer.textContent = `Cheered ${message.cheers} time(s)`;
  });
  socket.addEventListener('close', () => {
    status.textContent = 'Connection lost, trying again…';
    cheer.disabled = true;
    setTimeout(connect, RETRY);
  });
}
