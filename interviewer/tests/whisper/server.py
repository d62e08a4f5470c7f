"""Whisper behind the endpoint that OpenAI has for transcriptions, on loopback: `server.py <folder of weights>`.

Prints `ready <port>` once it answers. Knows what the interviewer's transcriber asks for: `file` (WAV), `language`,
`prompt`, `response_format` (`json`, `verbose_json`) and `timestamp_granularities[]` (`word`).
"""

import email.parser
import email.policy
import io
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from faster_whisper import WhisperModel

# more threads than there are cores wait for each other: by default there are four
CORES = len(os.sched_getaffinity(0))
MODEL = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=CORES, local_files_only=True)
# one after the other: two at once would each take twice as long
ONE_AT_A_TIME = threading.Lock()


def parse_form(content_type, body):
    """Fields of a multipart form by name; each value as bytes."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    return {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
        for part in message.iter_parts()
    }


def transcribe(form):
    """What OpenAI would answer."""
    text_of = lambda name: form.get(name, b"").decode().strip()
    has_times = "word" in text_of("timestamp_granularities[]")
    with ONE_AT_A_TIME:
        segments, info = MODEL.transcribe(
            io.BytesIO(form["file"]),
            language=text_of("language") or None,
            initial_prompt=text_of("prompt") or None,
            word_timestamps=has_times,
            condition_on_previous_text=False,
        )
        segments = list(segments)
    text = "".join(segment.text for segment in segments).strip()
    if text_of("response_format") != "verbose_json":
        return {"text": text}
    answer = {"task": "transcribe", "language": info.language, "duration": info.duration, "text": text}
    if has_times:
        answer["words"] = [
            {"word": word.word.strip(), "start": word.start, "end": word.end}
            for segment in segments
            for word in segment.words or []
        ]
    return answer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path != "/v1/audio/transcriptions":
            return self.answer(404, {"error": {"message": "There is no such endpoint."}})
        try:
            form = parse_form(self.headers.get("Content-Type", ""), body)
            self.answer(200, transcribe(form))
        except ConnectionError:
            pass  # who asked waits no more
        except Exception as error:  # whatever it is, the one who asked must hear of it
            self.answer(400, {"error": {"message": f"{type(error).__name__}: {error}"}})

    def answer(self, status, value):
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """What was said is nothing for a log."""


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"ready {server.server_port}", flush=True)
server.serve_forever()
