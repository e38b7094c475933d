// A bell made of sine tones, without a file. Off until somebody switches it on; browsers allow sound only after that press.
let bell = null;
const STROKES = {present: 1, answer: 2, changeover: 3};

function toggleBell() {
  if (bell) {
    bell.close();
    bell = null;
  } else {
    bell = new AudioContext();
    strike(1);
  }
}

/** Strikes: overtones of a small bell that die away, the high ones sooner. */
function strike(times) {
  for (let i = 0; i < times; i++) {
    const at = bell.currentTime + 0.05 + i * 0.9;
    [[1, 0.5, 2.4], [2, 0.25, 1.6], [2.76, 0.2, 1.1], [5.4, 0.1, 0.6]].forEach(([partial, loud, seconds]) => {
      const tone = bell.createOscillator(), gain = bell.createGain();
      tone.frequency.value = 660 * partial;
      gain.gain.setValueAtTime(loud, at);
      gain.gain.exponentialRampToValueAtTime(0.0005, at + seconds);
      tone.connect(gain).connect(bell.destination);
      tone.start(at);
      tone.stop(at + seconds);
    });
  }
}

/** Rings for a phase that has just begun; not for one that was missed while the screen slept. The last meeting before a pause ends as others do. */
function ringFor(state, instant) {
  if (!bell || state.from === null || instant - state.from > 3000) return;
  strike(STROKES[state.phase] || 3);
}
