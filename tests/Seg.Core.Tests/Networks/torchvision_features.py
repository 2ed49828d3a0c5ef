"""Runs an encoder of torchvision: torchvision_features.py NAME WEIGHTS INPUT OUTPUT, all safetensors.

WEIGHTS hold the encoder's state, INPUT holds "image" (N,C,H,W); OUTPUT gets "0", "1", ... from shallow to deep.
"""

import sys

import torch
import torchvision

from exchange import read, write


def features(name, network, image):
    if name == "mobilenet_v2":
        taken = []
        for i, layer in enumerate(network.features):
            image = layer(image)
            if i in (1, 3, 6, 13, 18):
                taken.append(image)
        return taken
    taken = [network.relu(network.bn1(network.conv1(image)))]
    x = network.maxpool(taken[0])
    for layer in (network.layer1, network.layer2, network.layer3, network.layer4):
        x = layer(x)
        taken.append(x)
    return taken


def main(name, weights, image, output):
    network = getattr(torchvision.models, name)(weights=None)
    keys = network.load_state_dict(read(weights), strict=False)
    assert not keys.unexpected_keys, keys.unexpected_keys
    optional = ("classifier.", "fc.")
    missing = [k for k in keys.missing_keys if not k.startswith(optional) and not k.endswith("num_batches_tracked")]
    assert not missing, missing
    network.eval()
    with torch.no_grad():
        taken = features(name, network, read(image)["image"])
    write(output, {str(i): tensor for i, tensor in enumerate(taken)})


main(*sys.argv[1:])
