"""The machines the functions run on."""

from runpod_flash import CpuInstanceType, CpuLiveServerless, GpuGroup, LiveLoadBalancer, LiveServerless, PodTemplate

cpu = CpuLiveServerless(
    name="prepare",
    instanceIds=[CpuInstanceType.CPU5C_4_8],
    workersMax=5,
)

gpu = LiveServerless(
    name="embed",
    gpus=[GpuGroup.ADA_24, GpuGroup.AMPERE_48],
    workersMin=0,
    workersMax=3,
    idleTimeout=300,
    env={"MODEL": "clip-vit-base"},
    template=PodTemplate(containerDiskInGb=100),
)

api = LiveLoadBalancer(name="search-api", gpus=[GpuGroup.ANY], workersMin=1)
