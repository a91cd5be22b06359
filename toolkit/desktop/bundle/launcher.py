"""What a program of the folder runs: one command, on whatever was dropped onto it. A script, imported by nothing."""

import sys
from importlib import import_module

COMMAND: tuple[str, ...] = ()


def run() -> int:
    """The exit code of the command; where not even that can be started, a box says so: there is no terminal."""
    try:
        main = import_module("toolkit.cli").main
    except Exception as error:
        words = f"程序文件不完整（{error}）。\n请重新解压整个压缩包；解压后仍缺文件的，请核对是否被杀毒软件移走。"
        import_module("ctypes").windll.user32.MessageBoxW(None, words, "年报工具", 0x10)
        return 2
    code: int = main.main([*COMMAND, *sys.argv[1:]], prog_name="xl-report")
    return code


if __name__ == "__main__":  # processes that a command starts load this script again
    sys.exit(run())
