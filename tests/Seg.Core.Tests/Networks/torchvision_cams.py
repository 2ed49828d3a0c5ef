"""Class activation maps of a U-Net: torchvision_cams.py NAME WEIGHTS INPUT OUTPUT, all safetensors.

WEIGHTS hold the U-Net's state, INPUT holds "image" (1,C,H,W) and "pixels" (H,W). OUTPUT gets METHOD.LAYER (h,w) for the
layers "shallow" and "deep" of the encoder and "up", the first block of the decoder.
"""

import sys

import torch
import torch.nn.functional as F
import torchvision

from exchange import read, write


def encode(name, network, x):
    if name == "mobilenet_v2":
        taken = []
        for i, layer in enumerate(network.features):
            x = layer(x)
            if i in (1, 3, 6, 13, 18):
                taken.append(x)
        return taken
    taken = [network.relu(network.bn1(network.conv1(x)))]
    x = network.maxpool(taken[0])
    for layer in (network.layer1, network.layer2, network.layer3, network.layer4):
        x = layer(x)
        taken.append(x)
    return taken


def convolve(state, key, x):
    x = F.conv2d(x, state[key + ".0.weight"], padding=1)
    norm = [state[f"{key}.1.{part}"] for part in ("running_mean", "running_var", "weight", "bias")]
    return F.relu(F.batch_norm(x, *norm))


def decode(state, features):
    steps = []
    x = features[-1]
    for i in range(5):
        x = F.interpolate(x, scale_factor=2)
        if i < 4:
            x = torch.cat([x, features[3 - i]], 1)
        x = convolve(state, f"decoder.blocks.{i}.conv2", convolve(state, f"decoder.blocks.{i}.conv1", x))
        steps.append(x)
    return F.conv2d(x, state["head.weight"], state["head.bias"], padding=1), steps


def maps(a, g):
    """The definitions of the four methods for an activation and its gradient, C,h,w each."""
    plus = g**2 / (2 * g**2 + g**3 * a.sum((1, 2), keepdim=True) + 1e-6)
    flat = a.flatten(1).T
    flat = flat - flat.mean(0)
    first = (flat @ torch.linalg.eigh(flat.T @ flat)[1][:, -1]).reshape(a.shape[1:])
    if (first * flat.sum(1).reshape(first.shape)).sum() < 0:
        first = -first
    return {
        "SegGradCam": (a * g.mean((1, 2), keepdim=True)).sum(0),
        "GradCamPlusPlus": (a * (plus * F.relu(g)).sum((1, 2), keepdim=True)).sum(0),
        "HiResCam": (a * g).sum(0),
        "EigenCam": first,
    }


def main(name, weights, given, output):
    state, given = read(weights), read(given)
    network = getattr(torchvision.models, name)(weights=None)
    encoder = {key[len("encoder."):]: value for key, value in state.items() if key.startswith("encoder.")}
    assert not network.load_state_dict(encoder, strict=False).unexpected_keys
    network.eval()
    features = encode(name, network, given["image"])
    logits, steps = decode(state, features)
    layers = {"shallow": features[1], "deep": features[-1], "up": steps[0]}
    score = (logits[0, 1] * given["pixels"]).sum()
    gradients = torch.autograd.grad(score, list(layers.values()))
    answer = {}
    for (layer, a), g in zip(layers.items(), gradients):
        for method, x in maps(a[0].detach().double(), g[0].double()).items():
            answer[f"{method}.{layer}"] = x.float()
    write(output, answer)


main(*sys.argv[1:])
