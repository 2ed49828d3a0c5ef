"""Runs an encoder of torchvision: torchvision_features.py NAME WEIGHTS INPUT OUTPUT, all safetensors.

WEIGHTS hold the encoder's state, INPUT holds "image" (N,C,H,W); OUTPUT gets "0", "1", ... from shallow to deep.
"""

import functools
import sys
import types

import torch
import torchvision
from torch.nn import functional

from exchange import read, write


ROWS = {
    "mobilenet_v2": (1, 3, 6, 13, 18),
    "mobilenet_v3_small": (0, 1, 3, 8, 12),
    "mobilenet_v3_large": (1, 3, 6, 12, 16),
    "efficientnet_b0": (0, 2, 3, 5, 7),
}


def row_features(name, network, image):
    taken = []
    for i, layer in enumerate(network.features):
        image = layer(image)
        if i in ROWS[name]:
            taken.append(image)
    return taken


def resnet_features(network, image):
    taken = [network.relu(network.bn1(network.conv1(image)))]
    x = network.maxpool(taken[0])
    for layer in (network.layer1, network.layer2, network.layer3, network.layer4):
        x = layer(x)
        taken.append(x)
    return taken


def inception_features(network, image):
    """Pads what torchvision leaves unpadded, so that every map has half the size of the one before."""
    for layer in network.modules():
        if isinstance(layer, torch.nn.Conv2d) and layer.kernel_size == (3, 3):
            layer.padding = (1, 1)
    halve = functools.partial(functional.max_pool2d, kernel_size=3, stride=2, padding=1)
    torchvision.models.inception.F = types.SimpleNamespace(
        relu=functional.relu, avg_pool2d=functional.avg_pool2d, max_pool2d=lambda x, kernel_size, stride: halve(x)
    )
    for layer in (network.maxpool1, network.maxpool2):
        layer.padding = 1
    names = [name for name, _ in network.named_children() if name.startswith(("Conv2d", "maxpool", "Mixed"))]
    taken = []
    for name in names:
        image = getattr(network, name)(image)
        if name in ("Conv2d_2b_3x3", "Conv2d_4a_3x3", "Mixed_5d", "Mixed_6e", "Mixed_7c"):
            taken.append(image)
    return taken


def features(name, network, image):
    if name in ROWS:
        return row_features(name, network, image)
    if name == "inception_v3":
        return inception_features(network, image)
    return resnet_features(network, image)


def main(name, weights, image, output):
    options = {"init_weights": False} if name == "inception_v3" else {}  # its initialisation takes seconds
    network = getattr(torchvision.models, name)(weights=None, **options)
    keys = network.load_state_dict(read(weights), strict=False)
    assert not keys.unexpected_keys, keys.unexpected_keys
    optional = ("classifier.", "fc.", "AuxLogits.") + (("features.8.",) if name == "efficientnet_b0" else ())
    missing = [k for k in keys.missing_keys if not k.startswith(optional) and not k.endswith("num_batches_tracked")]
    assert not missing, missing
    network.eval()
    with torch.no_grad():
        taken = features(name, network, read(image)["image"])
    write(output, {str(i): tensor for i, tensor in enumerate(taken)})


main(*sys.argv[1:])
