"""The same work in PyTorch. Reads commands from standard input, one a line, and answers each with images per second:

train LAYOUT STEPS          steps with 6 crops of 256x256
predict LAYOUT N H W TIMES  N images of HxW in evaluation mode, TIMES times

LAYOUT is contiguous or channels_last. The first argument is how many threads to use.
"""

import sys
import time

import torch
import torchvision
from torch import nn
from torch.nn import functional as F

CLASSES = 3
SKIPS = (1, 3, 6, 13)


class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv1 = self.unit(inputs, outputs)
        self.conv2 = self.unit(outputs, outputs)

    @staticmethod
    def unit(inputs, outputs):
        convolution = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))

    def forward(self, x, skip):
        x = F.interpolate(x, scale_factor=2.0, mode="nearest")
        if skip is not None:
            x = torch.cat([x, skip], 1)
        return self.conv2(self.conv1(x))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = torchvision.models.mobilenet_v2(weights=None).features
        self.decoder = nn.ModuleList(
            [Block(1280 + 96, 256), Block(256 + 32, 128), Block(128 + 24, 64), Block(64 + 16, 32), Block(32, 16)]
        )
        self.head = nn.Conv2d(16, CLASSES, 3, padding=1)

    def forward(self, x):
        height, width = x.shape[2:]
        x = F.pad(x, (0, -width % 32, 0, -height % 32), mode="reflect") if height % 32 or width % 32 else x
        skips = []
        for i, layer in enumerate(self.encoder):
            x = layer(x)
            if i in SKIPS:
                skips.insert(0, x)
        for block, skip in zip(self.decoder, skips + [None]):
            x = block(x, skip)
        return self.head(x)[:, :, :height, :width]


def loss(logits, labels):
    probabilities = logits.softmax(1)
    truth = F.one_hot(labels, CLASSES).permute(0, 3, 1, 2).to(logits.dtype)
    hits = (probabilities * truth).sum((0, 2, 3))
    both = probabilities.sum((0, 2, 3)) + truth.sum((0, 2, 3))
    return F.cross_entropy(logits, labels) + (1 - 2 * hits / both).mean()


class Peer:
    def __init__(self, layout):
        self.layout = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}[layout]
        self.network = UNet().to(memory_format=self.layout)
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=1e-3, weight_decay=1e-2)
        self.images = torch.rand(6, 3, 256, 256).to(memory_format=self.layout)
        self.labels = torch.randint(0, CLASSES, (6, 256, 256))

    def train(self, steps):
        self.network.train()
        for _ in range(steps):
            self.optimizer.zero_grad(set_to_none=True)
            value = loss(self.network((self.images - 0.5) / 0.5), self.labels)
            value.backward()
            self.optimizer.step()
            value.item()
        return steps * len(self.images)

    def predict(self, count, height, width, times):
        self.network.eval()
        images = torch.rand(count, 3, height, width).to(memory_format=self.layout)
        with torch.no_grad():
            for _ in range(times):
                self.network(images)
        return times * count


torch.set_num_threads(int(sys.argv[1]))
peers = {}
print(torch.__version__, flush=True)
for line in sys.stdin:
    work, layout, *numbers = line.split()
    if layout not in peers:
        peers[layout] = Peer(layout)
    started = time.perf_counter()
    done = getattr(peers[layout], work)(*map(int, numbers))
    print(done / (time.perf_counter() - started), flush=True)
