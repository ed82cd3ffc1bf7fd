"""What is packed with plangen, as lists: for people, and as a CycloneDX bill of materials."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from wheels import Package

HEAD = """本程序和随它一起的软件各有许可，都可以免费使用、复制和分发。
各许可的全文在它们自己的文件夹（名字以 .dist-info 结尾）里；Python 的在 python/LICENSE.txt。

"""


def licence_list(packages: Iterable[Package]) -> str:
    """Each package with version, licence and home, by name."""
    lines = []
    for package in sorted(packages, key=lambda package: package.name.lower()):
        lines.append(f"{package.name} {package.version}\n    {package.licence}\n")
        if package.home:
            lines.append(f"    {package.home}\n")
    return HEAD + "".join(lines)


def bill_of_materials(
    plangen: Package, packed: Mapping[Package, Iterable[Path]], made: datetime
) -> str:
    """A CycloneDX bill in JSON: plangen, each package and the digests of its wheels."""
    root = _component(plangen, ComponentType.APPLICATION)
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"{root.purl}#{made.isoformat()}"))
    bom.metadata.timestamp = made
    bom.metadata.component = root
    for package, wheels in packed.items():
        component = _component(package, ComponentType.LIBRARY)
        for wheel in wheels:
            component.external_references.add(_distribution(wheel))
        bom.components.add(component)
    bom.register_dependency(root, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _component(package: Package, kind: ComponentType) -> Component:
    purl = PackageURL("pypi", name=package.name, version=package.version)
    return Component(
        type=kind,
        name=package.name,
        version=package.version,
        bom_ref=str(purl),
        purl=purl,
        licenses=[LicenseFactory().make_from_string(package.licence)],
    )


def _distribution(wheel: Path) -> ExternalReference:
    digest = HashType(alg=HashAlgorithm.SHA_256, content=sha256(wheel.read_bytes()).hexdigest())
    return ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION, url=XsUri(wheel.name), hashes=[digest]
    )
