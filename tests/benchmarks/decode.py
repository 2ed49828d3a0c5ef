"""Debian's Pillow and tifffile, which decode the same files. The first argument is a folder, where the files are made.

Reads commands from standard input, one a line, and answers each with the milliseconds of the fastest of some readings:

pillow FILE TIMES
tifffile FILE TIMES
"""

import os
import sys
import time

import numpy
import PIL
from PIL import Image
import tifffile


def make():
    """Pictures of cells: smooth, with a camera's noise."""
    random = numpy.random.default_rng(1)
    y, x = numpy.mgrid[0:2048, 0:2048]
    cells = 2000 + 1500 * numpy.sin(x / 97) * numpy.cos(y / 71) + random.normal(0, 60, x.shape)
    deep = cells.clip(0, 65535).astype(numpy.uint16)
    gray = (deep >> 4).clip(0, 255).astype(numpy.uint8)
    color = numpy.dstack([gray, numpy.roll(gray, 30, 1), numpy.roll(gray, 40, 0)])
    Image.fromarray(gray).save("gray.png")
    Image.fromarray(gray).save("gray.jpg", quality=90)
    Image.fromarray(color).save("color.jpg", quality=90)
    Image.fromarray(deep).save("lzw.tif", compression="tiff_lzw")
    tifffile.imwrite("plain.tif", deep)
    tifffile.imwrite("deflate.tif", deep, compression="zlib")
    tifffile.imwrite("tiled.tif", deep, tile=(256, 256))


def pillow(file):
    numpy.asarray(Image.open(file))


os.chdir(sys.argv[1])
make()
readers = {"pillow": pillow, "tifffile": tifffile.imread}
print(f"Pillow {PIL.__version__}, tifffile {tifffile.__version__}", flush=True)
for line in sys.stdin:
    reader, file, times = line.split()
    fastest = float("inf")
    for _ in range(int(times)):
        started = time.perf_counter()
        readers[reader](file)
        fastest = min(fastest, time.perf_counter() - started)
    print(1000 * fastest, flush=True)
