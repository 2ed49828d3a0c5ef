# Small files and the pixels that Pillow 9.4 (libjpeg-turbo 2.1.5, libtiff 4.5.0) and tifffile read from them.
import base64
import io

import numpy as np
from PIL import Image
import tifffile

h, w = 13, 19
y, x = np.mgrid[0:h, 0:w]
color = np.dstack([x * 13 % 256, y * 19 % 256, (x * y * 5) % 256]).astype(np.uint8)
color[2:7, 3:9] = (250, 20, 30)
color[6:11, 8:15] = (10, 30, 240)
gray = color[..., 0]
bits = ((x // 3 + y // 2) % 2 == 0)
rows = []

def add(name, data, pixels):
    pixels = np.asarray(pixels)
    pixels = pixels.reshape(pixels.shape[0], pixels.shape[1], -1).astype(np.uint8)
    shape = "x".join(map(str, (pixels.shape[1], pixels.shape[0], pixels.shape[2])))
    rows.append(",".join([name, shape, base64.b64encode(data).decode(), base64.b64encode(pixels.tobytes()).decode()]))

def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()

def read(data):
    return Image.open(io.BytesIO(data))

RGB = Image.fromarray(color)
for progressive in (False, True):
    p = "-progressive" if progressive else ""
    data = saved(Image.fromarray(gray), "JPEG", quality=60, progressive=progressive)
    add("gray%s.jpg" % p, data, read(data))
    for subsampling, name in ((0, "444"), (1, "422"), (2, "420")):
        data = saved(RGB, "JPEG", quality=60, subsampling=subsampling, progressive=progressive, optimize=True)
        add("color%s%s.jpg" % (name, p), data, read(data))
data = saved(RGB.convert("CMYK"), "JPEG", quality=60, optimize=True)
add("cmyk.jpg", data, read(data).convert("RGB"))
for compression in ("group3", "group4", "tiff_ccitt", "packbits", "tiff_lzw"):
    data = saved(Image.fromarray(bits), "TIFF", compression=compression)
    white = tifffile.TiffFile(io.BytesIO(data)).pages[0].photometric == 0
    add("bits-%s.tif" % compression, data, np.asarray(read(data)) != white)
for compression in ("packbits", "tiff_lzw", "tiff_deflate", "jpeg"):
    data = saved(RGB, "TIFF", compression=compression)
    add("color-%s.tif" % compression, data, read(data).convert("RGB"))
data = saved(RGB, "TIFF", compression="tiff_lzw", tiffinfo={317: 2})
add("color-lzw-differences.tif", data, read(data))
for mode in ("1", "L", "P", "RGB"):
    data = saved(RGB.convert(mode), "BMP")
    add("%s.bmp" % mode, data, np.asarray(read(data).convert("RGB" if mode == "P" else mode)) * (255 if mode == "1" else 1))
open("answers.csv", "w").write("\n".join(rows) + "\n")
