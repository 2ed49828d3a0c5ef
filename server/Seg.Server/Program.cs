Console.WriteLine("seg " + TorchSharp.torch.ones(2, 3).sum().item<float>());
