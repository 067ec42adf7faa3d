// Sends what is spoken to the server and shows what it hears.
const $ = (id) => document.getElementById(id);
const sampleRate = 16000;
let session = null;

function say(status, trace) {
  $("speak-status").textContent = status;
  $("speak-trace").hidden = !trace;
  if (trace) $("speak-trace").href = "/traces/" + trace;
}

function show(text, last) {
  if (last) {
    const line = document.createElement("li");
    line.textContent = text;
    $("heard").append(line);
  }
  $("hearing").textContent = last ? "" : text;
}

function listen(message) {
  switch (message.type) {
    case "session.begin": return say("listening …", message.trace_id);
    case "transcript.partial": return show(message.text, false);
    case "transcript.final": return show(message.text, true);
    case "warning":
    case "error": $("speak-status").textContent = message.message;
  }
}

async function microphone() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  const context = new AudioContext({ sampleRate });
  try {
    await context.audioWorklet.addModule("/console/microphone.js");
  } catch (failure) {
    stream.getTracks().forEach((track) => track.stop());
    throw failure;
  }
  const samples = new AudioWorkletNode(context, "microphone");
  context.createMediaStreamSource(stream).connect(samples);
  const stop = () => {
    stream.getTracks().forEach((track) => track.stop());
    if (context.state !== "closed") context.close();
  };
  return { samples, stop };
}

function connect(mic) {
  const query = `?encoding=pcm_f32le&sample_rate=${sampleRate}`;
  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/v1/audio/transcriptions/stream" + query);
  socket.onmessage = (event) => listen(JSON.parse(event.data));
  socket.onopen = () => {
    mic.samples.port.onmessage = (event) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(event.data.buffer);
    };
  };
  socket.onclose = (event) => {
    mic.stop();
    session = null;
    $("speak").textContent = "Speak";
    $("hearing").textContent = "";
    if (event.code === 1000) $("speak-status").textContent = "";
    else $("speak-status").textContent ||= `the connection was closed (${event.code})`;
  };
  return {
    end() {
      mic.samples.port.onmessage = null;
      mic.stop();
      $("speak-status").textContent = "transcribing the rest …";
      socket.send('{"type":"end"}');
    },
  };
}

$("speak").onclick = async () => {
  if (session) {
    session.end();
    return;
  }
  $("heard").replaceChildren();
  say("waiting for the microphone …");
  $("speak").disabled = true;
  try {
    session = connect(await microphone());
    say("loading the model …");
    $("speak").textContent = "Stop";
  } catch (failure) {
    say(failure.name === "NotAllowedError" ? "the microphone may not be used" : "there is no microphone");
  } finally {
    $("speak").disabled = false;
  }
};

// Browsers let pages hear only over https or on this machine.
$("live").hidden = !navigator.mediaDevices;
