// Hands over what a microphone hears, a tenth of a second at a time.
class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.chunk = new Float32Array(sampleRate / 10);
    this.count = 0;
  }

  process([[samples]]) {
    for (const sample of samples ?? []) {
      this.chunk[this.count++] = sample;
      if (this.count === this.chunk.length) {
        this.port.postMessage(this.chunk.slice());
        this.count = 0;
      }
    }
    return true;
  }
}

registerProcessor("microphone", Microphone);
