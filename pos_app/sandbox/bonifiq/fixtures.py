"""The demo tenant: credentials, people and rewards."""

from __future__ import annotations

from decimal import Decimal

from pos_app.sandbox.bonifiq.records import Customer, RewardConfiguration, RewardType

API_TOKEN = "sandbox-token"  # noqa: S105
API_KEY = "sandbox-key"


def demo_customers() -> list[Customer]:
    """Ids beyond these are unknown customers."""
    return [
        Customer(
            number=7301,
            id="12345678909",
            name="Maria Silva",
            document="12345678909",
            phone="11987658778",
            email="maria@exemplo.com.br",
            tier="Ouro",
            points=1500,
            cashback_cents=2500,
        ),
        Customer(
            number=7302,
            id="39053344705",
            name="João Souza",
            document="39053344705",
            phone="11900001234",
            tier="Prata",
            points=350,
        ),
        Customer(
            number=7303,
            id="52998224725",
            name="Carla Dias",
            document="52998224725",
            phone="11955550042",
            tier="Bronze",
            points=50,
            cashback_cents=10000,
            validate=False,
        ),
        Customer(
            number=7304,
            id="11144477735",
            name="Pedro Novo",
            document="11144477735",
            enrolled=False,
            validate=False,
            validate_signup=True,
            welcome_points=200,
        ),
        Customer(
            number=7305,
            id="28625587887",
            name="Rita Ramos",
            document="28625587887",
            phone="11944440099",
            email="rita@exemplo.com.br",
            tier="Diamante",
            points=1_000_000,
            cashback_cents=500_000,
        ),
        Customer(
            number=7306,
            id="ana+vip@loja.exemplo",
            name="Ana Vip",
            document="15350946056",
            phone="11933330077",
            email="ana+vip@loja.exemplo",
            tier="Prata",
            points=350,
        ),
        Customer(
            number=7307,
            id="11222333000181",
            name="Padaria Estrela",
            document="11222333000181",
            email="compras@padariaestrela.exemplo",
            tier="Ouro",
            points=5000,
        ),
        Customer(
            number=7308,
            id="16899535009",
            name="Bruno Lima",
            document="16899535009",
            phone="11922220055",
            lists_rewards=False,
        ),
    ]


def demo_rewards() -> list[RewardConfiguration]:
    return [*_discounts(), *_products(), *_beyond_a_till()]


def _discounts() -> list[RewardConfiguration]:
    return [
        RewardConfiguration(
            id=10,
            title="R$10,00 de desconto",
            type=RewardType.FIXED,
            value=Decimal("10.00"),
            points=100,
            min_purchase_cents=5000,
            requirements="Compra mínima de R$ 50,00.",
        ),
        RewardConfiguration(
            id=20,
            title="R$30,00 de desconto",
            type=RewardType.FIXED,
            value=Decimal("30.00"),
            points=250,
            min_purchase_cents=8000,
            requirements="Compra mínima de R$ 80,00.",
        ),
        RewardConfiguration(
            id=30,
            title="15% de desconto",
            type=RewardType.PERCENT,
            value=Decimal(15),
            points=500,
            min_purchase_cents=8000,
            cumulative=False,
            requirements="Compra mínima de R$ 80,00. Não acumula com outros descontos.",
        ),
        RewardConfiguration(
            id=40,
            title="Usar cashback",
            type=RewardType.CASHBACK,
            value=Decimal(1),
            cashback_percent=20,
            requirements="Até 20% da compra.",
        ),
        RewardConfiguration(
            id=50,
            title="100% de desconto",
            type=RewardType.PERCENT,
            value=Decimal(100),
            points=2000,
            requirements="A compra inteira por nossa conta.",
        ),
    ]


def _products() -> list[RewardConfiguration]:
    return [
        RewardConfiguration(
            id=60,
            title="Brinde: Caneca",
            type=RewardType.PRODUCT,
            points=500,
            sku="CAN-01",
            product_name="Caneca",
            product_mode=2,
            product_value=Decimal(0),
            max_units=1,
            available_units=100,
            requirements="Uma caneca por compra.",
        ),
        RewardConfiguration(
            id=61,
            title="20% na Prensa francesa 600 ml",
            type=RewardType.PRODUCT,
            points=300,
            sku="PRE-10",
            product_name="Prensa francesa 600 ml",
            product_mode=0,
            product_value=Decimal(20),
            max_units=1,
            available_units=100,
            requirements="Desconto em uma unidade.",
        ),
        RewardConfiguration(
            id=62,
            title="Garrafa térmica por R$0,01",
            type=RewardType.PRODUCT,
            points=800,
            cumulative=False,
            sku="X-GAR-01",
            product_name="Garrafa térmica 500 ml",
            product_mode=1,
            product_value=Decimal("0.01"),
            max_units=1,
            available_units=100,
            requirements="Não acumula com outros descontos.",
        ),
        RewardConfiguration(
            id=63,
            title="R$10,00 no Azeite extravirgem 500 ml",
            type=RewardType.PRODUCT,
            points=200,
            sku="X-AZE-03",
            product_name="Azeite extravirgem 500 ml",
            product_mode=3,
            product_value=Decimal("10.00"),
            max_units=3,
            available_units=100,
            requirements="Desconto por unidade.",
        ),
    ]


def _beyond_a_till() -> list[RewardConfiguration]:
    """Offered as usable, yet no till knows how to apply them."""
    return [
        RewardConfiguration(
            id=70, title="Experiência surpresa", type=2, requirements="Consulte a loja."
        ),
        RewardConfiguration(
            id=71,
            title="Aula de barista",
            type=4,
            value=Decimal(25),
            requirements="Agende na loja.",
        ),
        RewardConfiguration(
            id=72, title="Novidade do clube", type=99, value=Decimal(50), requirements="Em breve."
        ),
        RewardConfiguration(
            id=73,
            title="Filtro de papel em dobro",
            type=RewardType.PRODUCT,
            sku="CAF-02",
            product_name="Filtro de papel",
            product_mode=9,
            product_value=Decimal(2),
            max_units=1,
            available_units=100,
            requirements="Leve dois.",
        ),
    ]
