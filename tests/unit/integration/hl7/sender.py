"""A monitor's end of a connection, as plain as a socket."""

import socket
import time
from collections.abc import Callable

from tests.contract.hl7.clinic import oru

MSH = "MSH|^~\\&|MON|WARD|||20261123195930||ORU^R01^ORU_R01|{}|P|2.6|||{}|{}"


def reading(control_id: str, value: int = 70, accept: str = "", application: str = "") -> bytes:
    """One pulse."""
    return oru(f"OBX|1|NM|HR||{value}|bpm|||||F", msh=MSH.format(control_id, accept, application))


class Sender:
    """Sends bytes and reads framed answers."""

    def __init__(self, port: int, receive_buffer: int = 0) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(60)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect(("127.0.0.1", port))
        self._rest = b""

    def send(self, *messages: bytes) -> None:
        """Framed, in one piece."""
        self.socket.sendall(b"".join(b"\x0b" + message + b"\x1c\r" for message in messages))

    def send_raw(self, data: bytes) -> None:
        """As it is."""
        self.socket.sendall(data)

    def answer(self) -> str:
        """'AA 4711': code and control id of the next answer; '' when the connection is closed."""
        while b"\x1c\r" not in self._rest:
            data = self.socket.recv(65536)
            if not data:
                return ""
            self._rest += data
        answer, _, self._rest = self._rest.partition(b"\x1c\r")
        fields = next(line for line in answer.split(b"\r") if line.startswith(b"MSA")).split(b"|")
        return f"{fields[1].decode()} {fields[2].decode()}"

    def answers(self, count: int) -> list[str]:
        return [self.answer() for _ in range(count)]

    def silent(self, seconds: float = 0.2) -> bool:
        """Whether no answer comes for a while."""
        self.socket.settimeout(seconds)
        try:
            data = self.socket.recv(65536)
        except TimeoutError:
            return True
        finally:
            self.socket.settimeout(60)
        self._rest += data
        return False

    def half_close(self) -> None:
        """Say that nothing more comes."""
        self.socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.socket.close()


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether it comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return condition()
